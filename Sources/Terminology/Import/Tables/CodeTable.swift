/// Finds the row of a code: the codes one after the other, and an open-addressing table of their rows.
///
/// A dictionary of strings takes four times as long, which tells where ten million rows name a concept each.
struct CodeTable {
    private(set) var texts = TextColumn()
    private var slots: [UInt32] = []
    private var mask = 0
    /// Differs in each process, so that no file can be made to collide.
    private static let seed = UInt64.random(in: .min ... .max) | 1

    init() { grow(to: 1024) }

    var count: Int { texts.count }

    func row(_ code: FieldBytes) -> UInt32? {
        var slot = Int(truncatingIfNeeded: Self.hash(code)) & mask
        while slots[slot] != .max {
            if equals(slots[slot], code) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    func row(_ code: String) -> UInt32? {
        var code = code
        return code.withUTF8 { row($0) }
    }

    /// Adds a code; answers its row, and whether it is new.
    mutating func insert(_ code: FieldBytes) -> (row: UInt32, isNew: Bool) {
        if texts.count * 2 >= slots.count { grow(to: slots.count * 2) }
        var slot = Int(truncatingIfNeeded: Self.hash(code)) & mask
        while slots[slot] != .max {
            if equals(slots[slot], code) { return (slots[slot], false) }
            slot = (slot + 1) & mask
        }
        let row = UInt32(texts.count)
        slots[slot] = row
        texts.append(utf8: code)
        return (row, true)
    }

    mutating func insert(_ code: String) -> (row: UInt32, isNew: Bool) {
        var code = code
        return code.withUTF8 { insert($0) }
    }

    private func equals(_ row: UInt32, _ code: FieldBytes) -> Bool {
        let range = texts.range(Int(row))
        guard range.count == code.count else { return false }
        var index = range.lowerBound
        for byte in code {
            if texts.bytes[index] != byte { return false }
            index += 1
        }
        return true
    }

    private mutating func grow(to size: Int) {
        slots = [UInt32](repeating: .max, count: size)
        mask = size - 1
        texts.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<texts.count {
                let code = UnsafeBufferPointer(rebasing: bytes[texts.range(row)])
                var slot = Int(truncatingIfNeeded: Self.hash(code)) & mask
                while slots[slot] != .max { slot = (slot + 1) & mask }
                slots[slot] = UInt32(row)
            }
        }
    }

    static func hash(_ bytes: FieldBytes) -> UInt64 {
        var hash = seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 32
        return (hash &* 0x9E37_79B9_7F4A_7C15) >> 20
    }
}
