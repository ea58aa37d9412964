/// Finds numbers that come twice among many.
///
/// They are gathered and compared at the end, part by part so that each part stays in the cache: a set of three million asked row by
/// row takes five times as long.
struct DuplicateCheck {
    private var keys: [UInt64] = []

    init(expecting count: Int) { keys.reserveCapacity(count) }

    @inline(__always)
    mutating func add(_ key: UInt64) { keys.append(key) }

    /// The numbers that came more than once; forgets all.
    mutating func takeDuplicates() -> Set<UInt64> {
        let keys = keys
        self.keys = []
        guard keys.count > 1 else { return [] }
        // Parts of some four thousand.
        let bits = max(0, Int.bitWidth - (keys.count >> 12).leadingZeroBitCount)
        func part(_ key: UInt64) -> Int { bits == 0 ? 0 : Int(Self.mixed(key) >> UInt64(64 - bits)) }
        var starts = [Int](repeating: 0, count: 1 << bits + 1)
        for key in keys { starts[part(key) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var sorted = [UInt64](repeating: 0, count: keys.count)
        var next = starts
        for key in keys {
            let index = part(key)
            sorted[next[index]] = key
            next[index] += 1
        }
        var found: Set<UInt64> = []
        var slots: [UInt64] = []
        for index in 0..<1 << bits {
            let range = starts[index]..<starts[index + 1]
            var size = 64
            while size < range.count * 2 { size *= 2 }
            if slots.count == size {
                for slot in 0..<size { slots[slot] = 0 }
            } else {
                slots = [UInt64](repeating: 0, count: size)
            }
            for key in sorted[range] {
                var place = Int(truncatingIfNeeded: Self.mixed(key) >> 8) & (size - 1)
                while slots[place] != 0, slots[place] != key { place = (place + 1) & (size - 1) }
                if slots[place] == key { found.insert(key) }
                slots[place] = key
            }
        }
        return found
    }

    @inline(__always)
    private static func mixed(_ key: UInt64) -> UInt64 { (key ^ key >> 29) &* 0xBF58_476D_1CE4_E5B9 }
}
