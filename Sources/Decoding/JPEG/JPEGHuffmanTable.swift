import Imaging

/// A Huffman table (ITU-T T.81 §C), ready to decode: codes of up to eleven bits are found in one look.
struct JPEGHuffmanTable: Sendable {
    static let lookBits = 11

    /// By the next eleven bits: `symbol << 8 | length`, 0 for longer codes.
    let look: [UInt16]
    /// By the next eleven bits, for tables of differences: the difference itself, where code and value fit together.
    /// `difference << 8 | length of both`, 0 where they do not fit.
    let differences: [Int32]
    /// For each length the first code behind its last one, aligned to 16 bits; 0 where there is none.
    let limits: [Int]
    /// What to add to a code of a length to get its place in `symbols`.
    let shifts: [Int]
    let symbols: [UInt8]

    init(counts: ArraySlice<UInt8>, symbols: ArraySlice<UInt8>) throws(DICOMError) {
        let counts = counts.map(Int.init)
        let symbols = Array(symbols)
        var look = [UInt16](repeating: 0, count: 1 << Self.lookBits)
        var limits = [Int](repeating: 0, count: 17)
        var shifts = [Int](repeating: 0, count: 17)
        var code = 0
        var place = 0
        for length in 1...16 {
            let count = counts[length - 1]
            guard code + count <= 1 << length else { throw .malformed("a JPEG Huffman table has too many codes") }
            shifts[length] = place - code
            if length <= Self.lookBits {
                let spare = Self.lookBits - length
                for offset in 0..<count {
                    let entry = UInt16(symbols[place + offset]) << 8 | UInt16(length)
                    let first = (code + offset) << spare
                    for index in first..<first + 1 << spare { look[index] = entry }
                }
            }
            code += count
            place += count
            if count > 0 { limits[length] = code << (16 - length) }
            code <<= 1
        }
        self.look = look
        self.limits = limits
        self.shifts = shifts
        self.symbols = symbols
        differences = Self.differences(look)
    }

    private static func differences(_ look: [UInt16]) -> [Int32] {
        look.indices.map { index in
            let (length, category) = (Int(look[index] & 0xFF), Int(look[index] >> 8))
            guard length > 0, category <= 11, length + category <= lookBits else { return 0 }
            guard category > 0 else { return Int32(length) }
            let bits = index >> (lookBits - length - category) & (1 << category - 1)
            let value = bits >> (category - 1) == 1 ? bits : bits - (1 << category) + 1
            return Int32(value) << 8 | Int32(length + category)
        }
    }
}
