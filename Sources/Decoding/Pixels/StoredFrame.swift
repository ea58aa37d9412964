/// A frame as it is stored: samples side by side, little-endian, neither windowed nor turned into other colours.
package struct StoredFrame: Sendable {
    package var columns: Int
    package var rows: Int
    package var samples: Int
    /// Bytes of a sample: 1, 2, 4 or 8. Single bits have become bytes of 0 and 1.
    package var bytesPerSample: Int
    package var bitsStored: Int
    package var isSigned: Bool
    /// Whether samples are floating-point numbers of 4 or 8 bytes.
    package var isFloat: Bool
    /// Whether the three samples are YCbCr of the full range (PS3.3 C.7.6.3.1.2), not RGB.
    package var isYBR: Bool
    package var bytes: [UInt8]
}
