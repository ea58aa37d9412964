/// Writes JPEG streams for tests, plainly: every Huffman code is eight bits long and means itself.
struct JPEGWriter {
    private(set) var bytes: [UInt8] = [0xFF, 0xD8]
    private var bits: UInt64 = 0
    private var count = 0

    mutating func segment(_ marker: UInt8, _ body: [UInt8]) {
        bytes += [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
    }

    /// Tables 0 of both kinds: 256 codes of eight bits.
    mutating func plainTables() {
        let counts = (1...16).map { $0 == 8 ? UInt8(255) : 0 }
        for kind in [UInt8(0), 0x10] { segment(0xC4, [kind] + counts + (0..<255).map { UInt8($0) }) }
    }

    mutating func frame(_ marker: UInt8, precision: Int, columns: Int, rows: Int, components: Int) {
        var body = [
            UInt8(precision), UInt8(rows >> 8), UInt8(rows & 255), UInt8(columns >> 8), UInt8(columns & 255),
            UInt8(components),
        ]
        for index in 0..<components { body += [UInt8(index + 1), 0x11, 0] }
        segment(marker, body)
    }

    mutating func scan(_ components: [Int], _ start: Int, _ end: Int, _ high: Int, _ low: Int) {
        var body = [UInt8(components.count)]
        for component in components { body += [UInt8(component + 1), 0] }
        segment(0xDA, body + [UInt8(start), UInt8(end), UInt8(high << 4 | low)])
    }

    mutating func put(_ value: Int, _ length: Int) {
        for bit in (0..<length).reversed() {
            bits = bits << 1 | UInt64(value >> bit & 1)
            count += 1
            if count == 8 {
                bytes.append(UInt8(bits & 255))
                if bits & 255 == 0xFF { bytes.append(0) }
                bits = 0
                count = 0
            }
        }
    }

    mutating func symbol(_ symbol: Int) { put(symbol, 8) }

    /// The category of a value and its bits (T.81 §F.1.2.1).
    mutating func value(_ value: Int, run: Int = 0) {
        var size = 0
        while abs(value) >= 1 << size { size += 1 }
        symbol(run << 4 | size)
        put(value > 0 ? value : value + 1 << size - 1, size)
    }

    /// Fills the last byte with ones.
    mutating func flush() { while count != 0 { put(1, 1) } }

    mutating func restart(_ index: Int) {
        flush()
        bytes += [0xFF, 0xD0 + UInt8(index % 8)]
    }

    mutating func end() {
        flush()
        bytes += [0xFF, 0xD9]
    }
}
