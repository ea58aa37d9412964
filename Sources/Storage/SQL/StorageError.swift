/// What a database refuses or cannot do, in the same words for both engines.
package enum StorageError: Error, Equatable {
    /// A UNIQUE constraint; `detail` names the index or columns as the engine does, never the values.
    case duplicate(detail: String)
    /// A FOREIGN KEY constraint.
    case missingReference(detail: String)
    /// A CHECK, NOT NULL or type constraint.
    case invalid(detail: String)
    /// A transaction lost against another and may be tried again.
    case conflict
    /// The disk is full or a write to it failed: the store is read-only until it is opened again.
    case readOnly(reason: String)
    /// The database cannot be reached.
    case unavailable(reason: String)
    /// The database was written by a later release.
    case newerSchema(found: Int, known: Int)
    /// Anything else, in the engine's words.
    case failed(code: String, message: String)
}

extension StorageError {
    /// PostgreSQL stores nothing of a transaction in which a statement failed, so SQLite's driver does not either.
    static let afterFailure = failed(
        code: "transaction", message: "a statement failed and the body went on; use savepoint for what may fail"
    )

    static let endedTransaction = failed(
        code: "transaction", message: "the body ended the transaction it runs in"
    )
}
