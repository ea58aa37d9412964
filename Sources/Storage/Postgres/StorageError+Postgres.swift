extension StorageError {
    /// What a refusal of the server means here. `field` gives the parts of the report by their letters.
    ///
    /// The server's detail texts quote values, so only names are passed on.
    init(postgres field: (Unicode.Scalar) -> String?) {
        let state = field("C") ?? ""
        let message = field("M") ?? ""
        let name =
            field("n") ?? field("c").map { column in field("t").map { "\($0).\(column)" } ?? column } ?? state
        switch (state.prefix(2), state) {
        case (_, "23505"): self = .duplicate(detail: name)
        case (_, "23503"): self = .missingReference(detail: name)
        case ("23", _): self = .invalid(detail: name)
        // Messages of data exceptions quote the value.
        case ("22", _): self = .invalid(detail: "a value the database cannot hold (SQLSTATE \(state))")
        case ("40", _), (_, "55P03"): self = .conflict
        case (_, "53100"), (_, "58030"), (_, "25006"): self = .readOnly(reason: "\(message) (SQLSTATE \(state))")
        case ("08", _), ("53", _), ("57", _): self = .unavailable(reason: "\(message) (SQLSTATE \(state))")
        default: self = .failed(code: "SQLSTATE \(state)", message: message)
        }
    }
}
