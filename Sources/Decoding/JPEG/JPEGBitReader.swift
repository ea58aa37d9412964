/// Reads the bits of entropy-coded data whose stuffing is taken out.
///
/// This file is where JPEG touches memory without checks. What keeps it safe: `JPEGEntropy` puts 16 bytes of zeros behind
/// the data, `refill` never moves `position` beyond `end + 8`, and the tables are looked up with 11 bits in 2048 entries.
struct JPEGBitReader {
    private let base: UnsafePointer<UInt8>
    private let end: Int
    private var position: Int
    /// The next bits, from the highest one down.
    private var window: UInt64 = 0
    private var count = 0

    /// `bytes` has sixteen bytes more than `end`.
    init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        base = bytes
        position = start
        self.end = end
    }

    /// Whether more bits were taken than there are; behind the end zeros are read.
    var isExhausted: Bool { position * 8 - count > end * 8 }

    /// Puts at least 56 bits into the window.
    @inline(__always)
    mutating func refill() {
        let next = UInt64(bigEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
        window |= next &>> UInt64(truncatingIfNeeded: count)
        let taken = (63 &- count) >> 3
        position = min(position &+ taken, end &+ 8)
        count = count &+ taken &* 8
    }

    /// Takes up to 32 bits, all of which are in the window.
    @inline(__always)
    mutating func take(_ bits: Int) -> Int {
        let value = Int(truncatingIfNeeded: (window &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- bits))
        drop(bits)
        return value
    }

    @inline(__always)
    private mutating func drop(_ bits: Int) {
        window = window &<< UInt64(truncatingIfNeeded: bits)
        count = count &- bits
    }

    /// A symbol; needs 16 bits in the window. Answers -1 for a code that is none.
    @inline(__always)
    mutating func symbol(_ table: JPEGTablePointers) -> Int {
        let entry = table.look[Int(truncatingIfNeeded: window >> 53)]
        if entry != 0 {
            drop(Int(entry & 0xFF))
            return Int(entry >> 8)
        }
        return longSymbol(table)
    }

    private mutating func longSymbol(_ table: JPEGTablePointers) -> Int {
        let code = Int(truncatingIfNeeded: window >> 48)
        var length = JPEGHuffmanTable.lookBits + 1
        while length <= 16, code >= table.limits[length] { length += 1 }
        guard length <= 16 else { return -1 }
        let place = code >> (16 - length) + table.shifts[length]
        guard place >= 0, place < table.symbolCount else { return -1 }
        drop(length)
        return Int(table.symbols[place])
    }

    /// The value of a category (ITU-T T.81 §F.1.2.1.1); needs its bits in the window.
    @inline(__always)
    mutating func value(_ category: Int) -> Int {
        let bits = take(category)
        // The lowest values of a category have a first bit of 0.
        return bits < (1 &<< category) &>> 1 ? bits &- (1 &<< category) &+ 1 : bits
    }

    /// A difference of a lossless scan (ITU-T T.81 §H.1.2.2); needs 32 bits in the window. Answers nil for a bad code.
    @inline(__always)
    mutating func difference(_ table: JPEGTablePointers) -> Int32? {
        let entry = table.differences[Int(truncatingIfNeeded: window >> 53)]
        if entry != 0 {
            drop(Int(entry & 0xFF))
            return entry >> 8
        }
        let category = symbol(table)
        if category == 16 { return 32768 }
        guard category >= 0, category < 16 else { return nil }
        return Int32(truncatingIfNeeded: value(category))
    }
}

/// The arrays of a Huffman table, lent for the time of a scan.
struct JPEGTablePointers {
    let look: UnsafePointer<UInt16>
    let differences: UnsafePointer<Int32>
    let limits: UnsafePointer<Int>
    let shifts: UnsafePointer<Int>
    let symbols: UnsafePointer<UInt8>
    let symbolCount: Int

    /// Copies tables into memory that lives until the end of `body`.
    static func lend<Result>(
        _ tables: [JPEGHuffmanTable], _ body: ([JPEGTablePointers]) throws -> Result
    ) rethrows -> Result {
        var owned: [UnsafeMutableRawPointer] = []
        defer { for memory in owned { memory.deallocate() } }
        func copy<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
            let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
            memory.initialize(from: elements, count: elements.count)
            owned.append(UnsafeMutableRawPointer(memory))
            return UnsafePointer(memory)
        }
        return try body(
            tables.map { table in
                JPEGTablePointers(
                    look: copy(table.look), differences: copy(table.differences), limits: copy(table.limits),
                    shifts: copy(table.shifts), symbols: copy(table.symbols), symbolCount: table.symbols.count)
            })
    }
}
