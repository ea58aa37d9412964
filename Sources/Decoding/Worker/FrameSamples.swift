package import Imaging

/// The stored samples of a frame, whatever file they come from: little-endian, interleaved by pixel.
package struct FrameSamples: Sendable {
    package var columns: Int
    package var rows: Int
    package var type: VoxelType
    /// Samples a pixel of `type`'s numbers.
    package var samples: Int
    /// Bits that count.
    package var bitsStored: Int
    /// Whether three samples are YCbCr of the full range and not RGB.
    package var isYBR = false
    package var bytes: [UInt8]

    package init(
        columns: Int, rows: Int, type: VoxelType, samples: Int, bitsStored: Int, bytes: [UInt8]
    ) {
        self.columns = columns
        self.rows = rows
        self.type = type
        self.samples = samples
        self.bitsStored = bitsStored
        self.bytes = bytes
    }

    /// Whether the samples do not fit the 16 bits of the wire.
    package var isWide: Bool { type.sampleSize > 2 }

    package var raw: RawFrame {
        RawFrame(
            columns: columns,
            rows: rows,
            samples: samples,
            bits: type.sampleSize * 8,
            isSigned: type.isSigned,
            isFloat: type.isFloat,
            bytes: bytes
        )
    }

    /// Shown in 16 bits by a scale.
    func narrowed(_ scale: WireScale, isSigned: Bool) -> FrameSamples {
        FrameSamples(
            columns: columns,
            rows: rows,
            type: isSigned ? .int16 : .uint16,
            samples: samples,
            bitsStored: 16,
            bytes: WideSamples.narrow(bytes, type, scale, isSigned: isSigned)
        )
    }
}
