/// Writes bits, the lowest of a byte first, as DEFLATE wants them (RFC 1951 §3.1.1).
struct BitWriter: Sendable {
    var bytes: [UInt8]
    private var held: UInt64 = 0
    private var count = 0

    init(bytes: [UInt8] = []) { self.bytes = bytes }

    /// Writes a number, lowest bit first.
    mutating func put(_ value: UInt32, _ width: Int) {
        held |= UInt64(value) << UInt64(count)
        count += width
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: held))
            held >>= 8
            count -= 8
        }
    }

    /// Writes a code, highest bit first.
    mutating func code(_ value: UInt32, _ width: Int) {
        var reversed: UInt32 = 0
        for bit in 0..<width { reversed |= (value >> UInt32(bit) & 1) << UInt32(width - 1 - bit) }
        put(reversed, width)
    }

    mutating func flush() { if count > 0 { put(0, 8 - count) } }

    /// Hands over the whole bytes written so far.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}
