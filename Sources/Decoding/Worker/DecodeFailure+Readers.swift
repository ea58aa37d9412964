import Imaging

extension DecodeFailure {
    init(_ error: DICOMError) {
        switch error {
        case .unreadable(let reason): self = .missing(reason: reason)
        case .notDICOM: self = .unsupported(reason: error.description)
        case .truncated(let offset):
            self = .malformed(reason: "the file ends inside an element", place: "byte \(offset)")
        case .malformed(let reason, let offset):
            self = .malformed(reason: reason, place: offset.map { "byte \($0)" } ?? "")
        case .unsupported(let reason): self = .unsupported(reason: reason)
        case .tooLarge(let reason): self = .tooLarge(reason: reason)
        }
    }

    init(_ error: VolumeFileError) {
        switch error {
        case .malformed(let reason, let place): self = .malformed(reason: reason, place: place)
        case .unsupported(let reason): self = .unsupported(reason: reason)
        case .tooLarge(let reason): self = .tooLarge(reason: reason)
        }
    }
}
