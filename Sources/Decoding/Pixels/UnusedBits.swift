/// The bits of a sample above those that count.
enum UnusedBits {
    /// Clears them, or fills them with the sign.
    static func clear(_ bytes: inout [UInt8], bits: Int, bytesPerSample: Int, isSigned: Bool) {
        switch (bytesPerSample, isSigned) {
        case (1, false): shift(&bytes, 8 - bits, UInt8.self)
        case (1, true): shift(&bytes, 8 - bits, Int8.self)
        case (2, false): shift(&bytes, 16 - bits, UInt16.self)
        case (2, true): shift(&bytes, 16 - bits, Int16.self)
        case (4, false): shift(&bytes, 32 - bits, UInt32.self)
        case (4, true): shift(&bytes, 32 - bits, Int32.self)
        case (8, false): shift(&bytes, 64 - bits, UInt64.self)
        case (8, true): shift(&bytes, 64 - bits, Int64.self)
        default: break
        }
    }

    @inline(__always)
    private static func shift<Sample: FixedWidthInteger>(_ bytes: inout [UInt8], _ unused: Int, _ type: Sample.Type) {
        guard unused > 0, unused < Sample.bitWidth else { return }
        let amount = Sample(truncatingIfNeeded: unused)
        bytes.withUnsafeMutableBytes { raw in
            let size = MemoryLayout<Sample>.size
            for place in stride(from: 0, through: raw.count - size, by: size) {
                let sample = Sample(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: Sample.self))
                raw.storeBytes(of: ((sample &<< amount) &>> amount).littleEndian, toByteOffset: place, as: Sample.self)
            }
        }
    }
}
