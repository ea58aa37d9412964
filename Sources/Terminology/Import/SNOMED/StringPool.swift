/// Gives equal texts one number: map rules, advice and tags repeat themselves much.
struct StringPool {
    private(set) var strings: [String]
    /// Where the bytes of each text lie.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// Number + 1 of the text, 0 is free.
    private var slots = [UInt32](repeating: 0, count: 1024)

    /// - Parameter first: the text that is number 0.
    init(_ first: String = "") {
        strings = []
        _ = first.utf8.withContiguousStorageIfAvailable { number(of: $0) } ?? number(ofText: first)
    }

    mutating func number(ofText text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { number(of: $0) }
    }

    mutating func number(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var place = Self.hash(text) & (slots.count - 1)
        while slots[place] != 0 {
            let index = Int(slots[place]) - 1
            if isEqual(index, text) { return UInt32(index) }
            place = (place + 1) & (slots.count - 1)
        }
        strings.append(String(decoding: text, as: UTF8.self))
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        slots[place] = UInt32(strings.count)
        if strings.count * 2 > slots.count { grow() }
        return UInt32(strings.count - 1)
    }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    private func isEqual(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(index)
        guard range.count == text.count else { return false }
        for offset in 0..<text.count where bytes[range.lowerBound + offset] != text[offset] { return false }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        bytes.withUnsafeBufferPointer { bytes in
            for index in strings.indices {
                var place = Self.hash(UnsafeBufferPointer(rebasing: bytes[range(index)])) & (slots.count - 1)
                while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
                slots[place] = UInt32(index + 1)
            }
        }
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var value = UInt64(text.count)
        var index = 0
        let raw = UnsafeRawBufferPointer(text)
        while index + 8 <= text.count {
            value = (value ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            value ^= value >> 29
            index += 8
        }
        while index < text.count {
            value = (value ^ UInt64(text[index])) &* 0x9E37_79B9_7F4A_7C15
            index += 1
        }
        return Int(truncatingIfNeeded: value >> 20)
    }
}
