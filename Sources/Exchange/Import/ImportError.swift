package import JSON

/// A place in an imported file that cannot be taken, and why.
///
/// It names places and kinds only, never what stands in the data.
package struct ImportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Sendable, Equatable {
        /// Not JSON text.
        case json(JSONError.Reason)
        /// The member at `path` should be something else, e.g. `annotations[0].result` “an array of objects”.
        case expected(String, path: String)
        /// A member that must be there is not.
        case missing(path: String)
        /// Bytes that are not UTF-8; `byte` is the first bad one.
        case notUTF8(byte: UInt8)
        /// A UTF-16 text with half a surrogate pair or half a unit.
        case notUTF16
        /// A byte that the named encoding does not define.
        case undefinedByte(UInt8, encoding: String)
        /// The file has no task.
        case empty
        /// A table without a header line.
        case noHeader
        /// Two columns of a table have one name.
        case repeatedColumn(Int)
        /// A row with more cells than the header.
        case tooManyCells(found: Int, columns: Int)
        /// A quoted cell that is never closed.
        case openQuote
        /// Text after the closing quote of a cell.
        case textAfterQuote
        /// Something is larger than the limits allow.
        case tooLarge(String, limit: Int)
        /// A file name's ending that no reader knows.
        case unknownKind(String)
    }

    /// The name of the file, where there is one.
    package var file: String?
    /// One-based number of the task.
    package var record: Int?
    /// One-based line.
    package var line: Int?
    /// One-based column in bytes.
    package var column: Int?
    package var reason: Reason

    package init(
        file: String? = nil, record: Int? = nil, line: Int? = nil, column: Int? = nil, reason: Reason
    ) {
        self.file = file
        self.record = record
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// The place alone: `notes.json, task 4711, line 4712, column 9`.
    package var place: String {
        var parts: [String] = []
        if let file { parts.append(file) }
        if let record { parts.append("task \(record)") }
        if let line { parts.append("line \(line)") }
        if let column { parts.append("column \(column)") }
        return parts.joined(separator: ", ")
    }

    package var description: String {
        let place = place
        return (place.isEmpty ? "" : place + ": ") + reason.description
    }
}

extension ImportError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .json(let reason): reason.sentence
        case .expected(let kind, let path): path.isEmpty ? "expected \(kind)" : "“\(path)” must be \(kind)"
        case .missing(let path): "“\(path)” is missing"
        case .notUTF8(let byte):
            "byte 0x\(Self.hex(byte)) is not UTF-8. If the file was saved as Latin-1 or Windows-1252, save it as UTF-8 "
                + "or import it with encoding=windows1252, which converts it"
        case .notUTF16: "the text is not UTF-16"
        case .undefinedByte(let byte, let encoding): "byte 0x\(Self.hex(byte)) means nothing in \(encoding)"
        case .empty: "the file has no task"
        case .noHeader: "the table has no line with the names of its columns"
        case .repeatedColumn(let column): "column \(column) has the same name as an earlier one"
        case .tooManyCells(let found, let columns): "the row has \(found) cells, but the header names \(columns)"
        case .openQuote: "a quoted cell begins here and is never closed"
        case .textAfterQuote: "there is text after the closing quote; a quote inside a cell must be doubled"
        case .tooLarge(let thing, let limit): "\(thing) exceeds the limit of \(limit)"
        case .unknownKind(let ending): "files ending in “\(ending)” cannot be imported"
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}

extension JSONError.Reason {
    /// The reason without its place.
    var sentence: String {
        let whole = JSONError(offset: 0, line: 1, column: 1, reason: self).description
        return String(whole.dropFirst("line 1, column 1: ".count))
    }
}
