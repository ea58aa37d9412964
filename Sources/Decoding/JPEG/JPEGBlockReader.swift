/// Reads the coefficients of blocks. Each function answers false for a code that is none.
///
/// `block` always points to 64 coefficients, and every index below comes out of `zigzag`, whose numbers are below 64.
struct JPEGBlockReader {
    var bits: JPEGBitReader
    private var predictions: [Int]
    /// Blocks still to come that add nothing to the band.
    private var emptyRun = 0
    private let start: Int
    private let end: Int
    private let low: Int

    init(_ bits: JPEGBitReader, _ scan: JPEGScan, _ components: Int) {
        self.bits = bits
        predictions = [Int](repeating: 0, count: components)
        start = scan.spectralStart
        end = scan.spectralEnd
        low = scan.approximationLow
    }

    @inline(__always)
    mutating func whole(
        _ index: Int, _ block: UnsafeMutablePointer<Int16>, _ direct: JPEGTablePointers,
        _ alternating: JPEGTablePointers
    ) -> Bool {
        guard directFirst(index, block, direct) else { return false }
        var place = 1
        while place < 64 {
            bits.refill()
            let symbol = bits.symbol(alternating)
            guard symbol >= 0 else { return false }
            let size = symbol & 15
            if size == 0 {
                if symbol != 0xF0 { return true }
                place += 16
                continue
            }
            place += symbol >> 4
            guard place < 64 else { return true }
            block[Int(JPEGTransformed.zigzag[place])] = Int16(truncatingIfNeeded: bits.value(size))
            place += 1
        }
        return true
    }

    @inline(__always)
    mutating func directFirst(
        _ index: Int, _ block: UnsafeMutablePointer<Int16>, _ table: JPEGTablePointers
    ) -> Bool {
        bits.refill()
        let size = bits.symbol(table)
        guard size >= 0, size <= 16 else { return false }
        predictions[index] = predictions[index] &+ bits.value(size)
        block[0] = Int16(truncatingIfNeeded: predictions[index] &<< low)
        return true
    }

    mutating func directMore(_ block: UnsafeMutablePointer<Int16>) -> Bool {
        bits.refill()
        if bits.take(1) == 1 { block[0] |= 1 << Int16(low) }
        return true
    }

    mutating func bandFirst(_ block: UnsafeMutablePointer<Int16>, _ table: JPEGTablePointers) -> Bool {
        if emptyRun > 0 {
            emptyRun -= 1
            return true
        }
        var place = start
        while place <= end {
            bits.refill()
            let symbol = bits.symbol(table)
            guard symbol >= 0 else { return false }
            let (run, size) = (symbol >> 4, symbol & 15)
            if size == 0 {
                if run < 15 {
                    emptyRun = 1 << run - 1 + bits.take(run)
                    return true
                }
                place += 16
                continue
            }
            place += run
            guard place < 64 else { return true }
            block[Int(JPEGTransformed.zigzag[place])] = Int16(truncatingIfNeeded: bits.value(size) &<< low)
            place += 1
        }
        return true
    }

    mutating func bandMore(_ block: UnsafeMutablePointer<Int16>, _ table: JPEGTablePointers) -> Bool {
        let one = Int16(1) << Int16(low)
        var place = start
        if emptyRun == 0 {
            while place <= end {
                bits.refill()
                let symbol = bits.symbol(table)
                guard symbol >= 0 else { return false }
                var zeros = symbol >> 4
                var value: Int16 = 0
                if symbol & 15 == 0 {
                    if zeros < 15 {
                        emptyRun = 1 << zeros + bits.take(zeros)
                        break
                    }
                } else {
                    value = bits.take(1) == 1 ? one : -one
                }
                place = refine(block, from: place, &zeros, one)
                if value != 0, place <= end { block[Int(JPEGTransformed.zigzag[place])] = value }
                place += 1
            }
        }
        if emptyRun > 0 {
            var all = Int.max
            _ = refine(block, from: place, &all, one)
            emptyRun -= 1
        }
        return true
    }

    /// Gives the coefficients that are not zero their next bit, up to the place behind `zeros` that are.
    private mutating func refine(
        _ block: UnsafeMutablePointer<Int16>, from start: Int, _ zeros: inout Int, _ one: Int16
    ) -> Int {
        var place = start
        while place <= end {
            let index = Int(JPEGTransformed.zigzag[place])
            if block[index] == 0 {
                if zeros == 0 { return place }
                zeros -= 1
            } else {
                bits.refill()
                if bits.take(1) == 1, block[index] & one == 0 {
                    block[index] = block[index] >= 0 ? block[index] &+ one : block[index] &- one
                }
            }
            place += 1
        }
        return place
    }
}
