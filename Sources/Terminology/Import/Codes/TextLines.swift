/// The lines of a text file with their numbers, ended by LF or CRLF; the last may lack its end.
struct TextLines: Sequence, IteratorProtocol {
    /// One line without its end.
    struct Line {
        /// From 1.
        var number: Int
        var bytes: ArraySlice<UInt8>
    }

    private let bytes: [UInt8]
    private var position: Int
    private var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> Line? {
        guard position < bytes.count else { return nil }
        let start = position
        let length = bytes.withUnsafeBufferPointer { buffer in
            var end = start
            while end < buffer.count, buffer[end] != 0x0A { end += 1 }
            return end - start
        }
        position = start + length + 1
        number += 1
        var end = start + length
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return Line(number: number, bytes: bytes[start..<end])
    }
}

extension TextLines.Line {
    /// The bytes of columns counted from 1, as record layouts count them; fewer where the line is shorter.
    func columns(_ range: ClosedRange<Int>) -> ArraySlice<UInt8> {
        let start = Swift.min(bytes.startIndex + range.lowerBound - 1, bytes.endIndex)
        return bytes[start..<Swift.min(bytes.startIndex + range.upperBound, bytes.endIndex)]
    }

    func column(_ number: Int) -> UInt8? { columns(number...number).first }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}

extension ArraySlice<UInt8> {
    /// Without blanks and tabs at both ends.
    var trimmed: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
        while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
        return slice
    }

    /// As text, if it is UTF-8 without control characters.
    var text: String? {
        guard allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return nil }
        return allSatisfy({ $0 < 0x80 })
            ? String(decoding: self, as: UTF8.self) : String(validating: self, as: UTF8.self)
    }
}
