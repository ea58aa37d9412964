/// A canonical prefix code of DEFLATE (RFC 1951 §3.2.2), ready to decode.
///
/// Codes of up to eleven bits are found in one look; longer ones, which are rare, bit by bit.
struct HuffmanCode: Sendable {
    /// What the next bits are.
    enum Symbol { case found(Int, length: Int), cut, invalid }

    static let fastBits = 11
    static let maximumLength = 15

    /// symbol << 4 | length, by the next eleven bits; 0 for longer codes.
    private var fast: [UInt16]
    /// How many codes there are of each length.
    private var counts: [Int]
    /// The symbols in the order of their codes.
    private var symbols: [UInt16]

    /// Makes a code from the length of each symbol's code; nil if there are too many, or too few to be complete.
    /// A single code is allowed to be incomplete (RFC 1951 §3.2.7), as is none at all.
    init?(lengths: some Collection<UInt8>) {
        counts = [Int](repeating: 0, count: Self.maximumLength + 1)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        var left = 1
        for length in 1...Self.maximumLength {
            left = left * 2 - counts[length]
            guard left >= 0 else { return nil }
        }
        let used = counts.reduce(0, +)
        guard left == 0 || used <= 1 else { return nil }

        var offsets = [Int](repeating: 0, count: Self.maximumLength + 2)
        for length in 1...Self.maximumLength { offsets[length + 1] = offsets[length] + counts[length] }
        symbols = [UInt16](repeating: 0, count: used)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[offsets[Int(length)]] = UInt16(symbol)
            offsets[Int(length)] += 1
        }

        fast = [UInt16](repeating: 0, count: 1 << Self.fastBits)
        var code = 0
        var next = 0
        for length in 1...Self.fastBits {
            for _ in 0..<counts[length] {
                // Codes stand in the stream from their highest bit, the stream's bits from their lowest.
                var reversed = 0
                for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
                let entry = symbols[next] << 4 | UInt16(length)
                for index in stride(from: reversed, to: 1 << Self.fastBits, by: 1 << length) { fast[index] = entry }
                code += 1
                next += 1
            }
            code <<= 1
        }
    }

    /// Looks at `count` bits, of which the first is the lowest.
    @inline(__always)
    func look(_ bits: UInt64, _ count: Int) -> Symbol {
        let entry = fast[Int(bits & 0x7FF)]
        let length = Int(entry & 15)
        if length > 0 { return length <= count ? .found(Int(entry >> 4), length: length) : .cut }
        return lookLong(bits, count)
    }

    /// For each of the next eleven bits what to do at once, as `Inflate.runFast` wants it: the length of the code in bits 0…3; a literal
    /// in bits 16…23 with bit 31 set; else the number of extra bits in bits 8…11 and the base in bits 16…30. 0 for all that is to be
    /// looked at slowly: longer codes, the end of a block, what is wrong.
    ///
    /// - Parameter first: the symbol that the first base belongs to; those before it are literals.
    func table(from first: Int, bases: [UInt16], extras: [UInt8]) -> [UInt32] {
        fast.map { entry in
            let (symbol, length) = (Int(entry >> 4), UInt32(entry & 15))
            guard length > 0 else { return 0 }
            if symbol < min(first, 256) { return 1 << 31 | UInt32(symbol) << 16 | length }
            guard symbol >= first, symbol - first < bases.count else { return 0 }
            return UInt32(bases[symbol - first]) << 16 | UInt32(extras[symbol - first]) << 8 | length
        }
    }

    private func lookLong(_ bits: UInt64, _ count: Int) -> Symbol {
        var code = 0
        var first = 0
        var index = 0
        for length in 1...Self.maximumLength {
            guard length <= count else { return .cut }
            code |= Int(bits >> UInt64(length - 1) & 1)
            if code - first < counts[length] { return .found(Int(symbols[index + code - first]), length: length) }
            index += counts[length]
            first = (first + counts[length]) << 1
            code <<= 1
        }
        return .invalid
    }
}
