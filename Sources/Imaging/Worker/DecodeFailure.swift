/// Why the decode worker gave no answer. Texts name the place in the file and the reason, never what the file says of a patient.
package enum DecodeFailure: Error, Sendable, Equatable {
    /// The file breaks its own format at `place` (“element (7FE0,0010) at byte 1840”).
    case malformed(reason: String, place: String)
    /// The file is right and asks for something that is not read.
    case unsupported(reason: String)
    /// Larger than the limits allow.
    case tooLarge(reason: String)
    /// There is no such file, frame, level or tile.
    case missing(reason: String)
    /// The deadline passed; the worker was killed.
    case timedOut(seconds: Double)
    /// The worker died of the file.
    case crashed(reason: String)
    /// The file killed workers before and is not tried again.
    case quarantined
    /// No worker can be started or the pool is closed or full: the file is not at fault, and it may be tried again.
    case unavailable(reason: String)
    /// The asking task was cancelled.
    case cancelled
}

extension DecodeFailure: CustomStringConvertible {
    /// The name of the case, for programs: `malformed`, `timed_out`.
    package var code: String {
        switch self {
        case .malformed: "malformed"
        case .unsupported: "unsupported"
        case .tooLarge: "too_large"
        case .missing: "missing"
        case .timedOut: "timed_out"
        case .crashed: "crashed"
        case .quarantined: "quarantined"
        case .unavailable: "unavailable"
        case .cancelled: "cancelled"
        }
    }

    package var description: String {
        switch self {
        case .malformed(let reason, let place): place.isEmpty ? reason : "\(place): \(reason)"
        case .unsupported(let reason): "not supported: \(reason)"
        case .tooLarge(let reason): "too large: \(reason)"
        case .missing(let reason): reason
        case .timedOut(let seconds): "not read within \(seconds) seconds"
        case .crashed(let reason): "the reader stopped on this file: \(reason)"
        case .quarantined: "this file stopped the reader twice and is not tried again"
        case .unavailable(let reason): "the image reader is not available: \(reason)"
        case .cancelled: "cancelled"
        }
    }

    /// Whether another try may have another end.
    package var isPassing: Bool {
        switch self {
        case .unavailable, .cancelled: true
        default: false
        }
    }
}
