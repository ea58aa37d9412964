import CPostgres

/// libpq, loaded when the first connection is made.
enum PostgresLibrary {
    private static let loaded: Result<CPostgresLibrary, StorageError> = {
        var library = CPostgresLibrary()
        if let reason = CPostgresLoad(&library) {
            return .failure(.unavailable(reason: String(cString: reason)))
        }
        return .success(library)
    }()

    static func load() throws -> CPostgresLibrary { try loaded.get() }
}
