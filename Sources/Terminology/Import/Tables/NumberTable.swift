/// Finds the row of a number; numbers are never `UInt64.max`.
struct NumberTable {
    private var keys: [UInt64] = []
    private var rows: [UInt32] = []
    private var mask = 0
    private(set) var count = 0

    init() { grow(to: 1024) }

    subscript(key: UInt64) -> UInt32? {
        var slot = slot(key)
        while keys[slot] != .max {
            if keys[slot] == key { return rows[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Adds a number that is not in it yet; answers whether it was new.
    @discardableResult
    mutating func insert(_ key: UInt64, _ row: UInt32 = 0) -> Bool {
        guard key != .max else { return false }
        if count * 2 >= keys.count { grow(to: keys.count * 2) }
        var slot = slot(key)
        while keys[slot] != .max {
            if keys[slot] == key { return false }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        rows[slot] = row
        count += 1
        return true
    }

    private func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask }

    private mutating func grow(to size: Int) {
        let (oldKeys, oldRows) = (keys, rows)
        keys = [UInt64](repeating: .max, count: size)
        rows = [UInt32](repeating: 0, count: size)
        mask = size - 1
        for (index, key) in oldKeys.enumerated() where key != .max {
            var slot = slot(key)
            while keys[slot] != .max { slot = (slot + 1) & mask }
            keys[slot] = key
            rows[slot] = oldRows[index]
        }
    }
}
