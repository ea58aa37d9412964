/// What a codec made of a frame's code stream: samples side by side, little-endian.
package struct CodedImage: Sendable {
    package var columns: Int
    package var rows: Int
    package var samples: Int
    /// Bits of a sample as coded, and the bytes it takes here.
    package var bits: Int
    package var bytesPerSample: Int
    package var isSigned: Bool
    package var bytes: [UInt8]
}
