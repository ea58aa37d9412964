/// An identifier of SNOMED CT in two: the item, and what follows it (namespace, partition, check digit).
///
/// A release has few namespaces, so there are a few dozen endings, and five bytes do instead of eight. Any number that
/// the two halves give back can be split, whether it is an identifier or not.
struct SplitIdentifier: Equatable, Sendable {
    var item: UInt32
    /// What follows the item, and in the highest bit whether that is ten digits or three.
    var ending: UInt64

    private static let long: UInt64 = 1 << 63

    /// Nil where the item is too long.
    @inline(__always)
    init?(_ number: UInt64) {
        // A partition of 10 or more says that a namespace of seven digits stands before it.
        let isLong = number / 100 % 10 != 0
        let divisor: UInt64 = isLong ? 10_000_000_000 : 1000
        let item = number / divisor
        guard item <= UInt32.max else { return nil }
        self.item = UInt32(truncatingIfNeeded: item)
        ending = number &- item &* divisor | (isLong ? Self.long : 0)
    }

    /// The number that an item and an ending make.
    @inline(__always)
    static func number(item: UInt32, ending: UInt64) -> UInt64 {
        let digits = ending & ~long
        // A damaged table of endings must not stop the process.
        return ending & long != 0
            ? UInt64(item) &* 10_000_000_000 &+ digits : UInt64(item) &* 1000 &+ digits
    }
}

/// Gives the endings of identifiers short numbers.
struct EndingTable: Sendable {
    private(set) var endings: [UInt64] = []
    /// The number + 1 of the ending met last in each slot.
    private var slots = [UInt32](repeating: 0, count: 1024)
    private var all: [UInt64: UInt32] = [:]

    @inline(__always)
    mutating func number(_ ending: UInt64) -> UInt32 {
        let slot = Int(truncatingIfNeeded: ending % 1021)
        let known = slots[slot]
        if known != 0, endings[Int(known - 1)] == ending { return known - 1 }
        return numberOfOther(ending, slot)
    }

    private mutating func numberOfOther(_ ending: UInt64, _ slot: Int) -> UInt32 {
        let number = all[ending] ?? UInt32(endings.count)
        if number == endings.count {
            endings.append(ending)
            all[ending] = number
        }
        slots[slot] = number + 1
        return number
    }
}
