/// Numbers at places of a byte array in either byte order; a place outside reads as 0, so callers check the length once.
struct ByteView {
    let bytes: [UInt8]
    let isBig: Bool

    func raw(_ offset: Int, _ size: Int) -> UInt64 {
        guard offset >= 0, offset + size <= bytes.count else { return 0 }
        var value: UInt64 = 0
        for index in 0..<size {
            value |= UInt64(bytes[offset + index]) << UInt64(8 * (isBig ? size - 1 - index : index))
        }
        return value
    }

    func int16(_ offset: Int) -> Int { Int(Int16(truncatingIfNeeded: raw(offset, 2))) }
    func int32(_ offset: Int) -> Int { Int(Int32(truncatingIfNeeded: raw(offset, 4))) }
    func int64(_ offset: Int) -> Int { Int(Int64(bitPattern: raw(offset, 8))) }
    func float(_ offset: Int) -> Double { Double(Float(bitPattern: UInt32(truncatingIfNeeded: raw(offset, 4)))) }
    func double(_ offset: Int) -> Double { Double(bitPattern: raw(offset, 8)) }
}
