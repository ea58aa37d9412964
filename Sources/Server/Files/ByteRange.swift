/// The part of a file that a request wants (RFC 9110 §14).
enum ByteRange: Equatable {
    /// All of it: no range, several ranges or one we do not understand.
    case all
    case part(ClosedRange<Int>)
    /// None of it exists.
    case unsatisfiable

    init(_ header: String?, size: Int) {
        self = .all
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return }
        let halves = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return }
        switch (Int(halves[0]), Int(halves[1])) {
        case (let first?, let last?) where first <= last && first >= 0:
            self = first < size ? .part(first...min(last, size - 1)) : .unsatisfiable
        case (let first?, nil) where halves[1].isEmpty && first >= 0:
            self = first < size ? .part(first...(size - 1)) : .unsatisfiable
        case (nil, let suffix?) where halves[0].isEmpty && suffix >= 0:
            self = suffix > 0 && size > 0 ? .part(max(0, size - suffix)...(size - 1)) : .unsatisfiable
        default: break
        }
    }
}
