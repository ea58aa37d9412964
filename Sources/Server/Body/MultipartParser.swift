import Foundation

/// Takes a multipart body (RFC 7578, RFC 2046 §5.1) apart as it arrives, holding no more than a boundary's length.
struct MultipartParser {
    /// What was recognised, in order; the bytes of a part may come in any number of pieces.
    enum Event: Equatable {
        case begin(MultipartHeaders)
        case bytes([UInt8])
        case end
    }

    private enum State: Equatable {
        /// Before the first boundary; what stands there is skipped.
        case preamble
        /// Just after a boundary: a line end, or `--` for the last.
        case afterBoundary
        case headers
        case content
        /// After the last boundary; what follows is skipped.
        case epilogue
    }

    /// A part's headers are a few hundred bytes; more is an attack.
    static let maximumHeaderBytes = 16 << 10

    private let delimiter: [UInt8]
    private var state = State.preamble
    private var pending: [UInt8]
    /// One-based number of the part at hand, for messages.
    private(set) var part = 0

    init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary has no line end before it: pretend one.
        pending = [0x0D, 0x0A]
    }

    /// Takes the next bytes of the body.
    mutating func feed(_ bytes: some Collection<UInt8>) throws(BodyError) -> [Event] {
        pending.append(contentsOf: bytes)
        var events: [Event] = []
        var position = 0
        scan: while true {
            switch state {
            case .preamble:
                guard let found = find(delimiter, from: position) else {
                    position = max(position, pending.count - delimiter.count + 1)
                    break scan
                }
                position = found + delimiter.count
                state = .afterBoundary
            case .afterBoundary:
                guard pending.count - position >= 2 else { break scan }
                if pending[position] == UInt8(ascii: "-"), pending[position + 1] == UInt8(ascii: "-") {
                    state = .epilogue
                } else {
                    guard let lineEnd = find([0x0D, 0x0A], from: position) else {
                        if pending.count - position > 1024 { throw bad("the boundary's line does not end") }
                        break scan
                    }
                    part += 1
                    // Keep the line end: a part without headers has an empty line right here.
                    position = lineEnd
                    state = .headers
                }
            case .headers:
                guard let end = find([0x0D, 0x0A, 0x0D, 0x0A], from: position) else {
                    if pending.count - position > Self.maximumHeaderBytes { throw bad("headers too long") }
                    break scan
                }
                let text = String(decoding: pending[position..<end], as: UTF8.self)
                events.append(.begin(MultipartHeaders(text)))
                position = end + 4
                state = .content
            case .content:
                let found = find(delimiter, from: position)
                // Two bytes more tell whether it is the boundary or a line that begins like it.
                let safe = max(position, found ?? pending.count - delimiter.count + 1)
                if safe > position { events.append(.bytes(Array(pending[position..<safe]))) }
                position = safe
                guard let found, found + delimiter.count + 2 <= pending.count else { break scan }
                if isBoundaryEnd(found + delimiter.count) {
                    events.append(.end)
                    position = found + delimiter.count
                    state = .afterBoundary
                } else {
                    events.append(.bytes([pending[position]]))
                    position += 1
                }
            case .epilogue:
                position = pending.count
                break scan
            }
        }
        pending.removeFirst(position)
        return events
    }

    /// Says that the body is over; it must have ended with its last boundary.
    func finish() throws(BodyError) {
        if state != .epilogue { throw bad("the body ends before its last boundary") }
    }

    private func bad(_ reason: String) -> BodyError { .badMultipart(part: part, reason: reason) }

    /// Whether what follows a boundary's text ends it: a line end, white space before one, or the last one's dashes.
    private func isBoundaryEnd(_ position: Int) -> Bool {
        switch pending[position] {
        case 0x0D: pending[position + 1] == 0x0A
        case 0x20, 0x09: true
        case UInt8(ascii: "-"): pending[position + 1] == UInt8(ascii: "-")
        default: false
        }
    }

    /// Where a byte sequence that begins with a carriage return stands next.
    private func find(_ needle: [UInt8], from start: Int) -> Int? {
        let last = pending.count - needle.count
        guard start <= last else { return nil }
        return pending.withUnsafeBytes { hay in
            needle.withUnsafeBytes { needle in
                guard let base = hay.baseAddress, let wanted = needle.baseAddress else { return nil }
                var position = start
                while position <= last, let hit = memchr(base + position, 0x0D, last - position + 1) {
                    position = base.distance(to: UnsafeRawPointer(hit))
                    if memcmp(base + position, wanted, needle.count) == 0 { return position }
                    position += 1
                }
                return nil
            }
        }
    }
}
