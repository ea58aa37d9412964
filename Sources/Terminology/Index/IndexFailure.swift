/// Why an index file was not written, or was refused when it was opened.
package enum IndexFailure: Error, Sendable, Equatable {
    /// The file is not there, or may not be read.
    case unreadable(path: String, reason: String)
    /// It does not begin as an index does.
    case notAnIndex(path: String)
    /// It was made by another version of Vesalius and must be built again.
    case otherFormat(path: String, found: UInt32, expected: UInt32)
    /// A part of it is not as it was written; `part` names it.
    case damaged(path: String, part: String, reason: String)
    /// It could not be written; nothing was left behind.
    case unwritable(path: String, reason: String)
}

extension IndexFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .notAnIndex(let path): "\(path) is not an index of a terminology"
        case .otherFormat(let path, let found, let expected):
            "\(path) has format \(found), but this version of Vesalius reads \(expected): load the release again"
        case .damaged(let path, let part, let reason):
            "\(path) is damaged in “\(part)”: \(reason). Load the release again"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        }
    }
}
