/// Finds the row of an identifier: open addressing, number and row side by side, for a look-up costs what its one cache miss costs.
struct IdentifierTable: Sendable {
    private struct Slot {
        /// 0 is free: no identifier is 0.
        var key: UInt64 = 0
        var value: UInt32 = 0
    }

    static let none = UInt32.max

    private var slots: [Slot]
    private var mask: Int
    private(set) var count = 0

    init(expecting count: Int = 0) {
        var size = 64
        while size * 7 < count * 8 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
        mask = size - 1
    }

    /// `none` where it is not in it.
    @inline(__always)
    subscript(key: UInt64) -> UInt32 {
        var place = Self.hash(key) & mask
        return slots.withUnsafeBufferPointer { slots in
            // Never full, so a free slot ends the search; `mask` keeps `place` inside.
            while slots[place].key != key {
                if slots[place].key == 0 { return Self.none }
                place = (place + 1) & mask
            }
            return slots[place].value
        }
    }

    /// Sets the value of a key that is not 0; answers what it was, or `none`.
    @discardableResult
    mutating func set(_ key: UInt64, _ value: UInt32) -> UInt32 {
        if (count + 1) * 8 > slots.count * 7 { grow() }
        var place = Self.hash(key) & mask
        while slots[place].key != key {
            if slots[place].key == 0 {
                slots[place] = Slot(key: key, value: value)
                count += 1
                return Self.none
            }
            place = (place + 1) & mask
        }
        defer { slots[place].value = value }
        return slots[place].value
    }

    /// Sets keys to consecutive values: in one go, for then the processor fetches what several of them wait for.
    mutating func set(_ keys: [UInt64], from value: UInt32) {
        while (count + keys.count) * 8 > slots.count * 7 { grow() }
        let mask = mask
        var added = 0
        slots.withUnsafeMutableBufferPointer { slots in
            var value = value
            for key in keys {
                var place = Self.hash(key) & mask
                while slots[place].key != key, slots[place].key != 0 { place = (place + 1) & mask }
                if slots[place].key == 0 { added += 1 }
                slots[place] = Slot(key: key, value: value)
                value += 1
            }
        }
        count += added
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        mask = slots.count - 1
        for slot in old where slot.key != 0 {
            var place = Self.hash(slot.key) & mask
            while slots[place].key != 0 { place = (place + 1) & mask }
            slots[place] = slot
        }
    }

    @inline(__always)
    private static func hash(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) }
}
