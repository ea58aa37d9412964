/// What is wrong with a DICOM file, and where.
package enum DICOMError: Error, Equatable, Sendable {
    /// The operating system would not give the file.
    case unreadable(String)
    /// Nothing in the file looks like DICOM.
    case notDICOM
    /// The file ends inside the element at this offset.
    case truncated(offset: Int)
    /// The bytes break a rule of the standard that nothing else can be made of.
    case malformed(String, offset: Int? = nil)
    /// The file is in order, but in a form that is not read here.
    case unsupported(String)
    /// The file asks for more memory than a picture has a right to.
    case tooLarge(String)
}

extension DICOMError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let reason): reason
        case .notDICOM: "this is not a DICOM file"
        case .truncated(let offset): "the file ends inside the element at byte \(offset)"
        case .malformed(let reason, nil): reason
        case .malformed(let reason, let offset?): "\(reason) at byte \(offset)"
        case .unsupported(let reason): "not supported: \(reason)"
        case .tooLarge(let reason): "too large: \(reason)"
        }
    }
}
