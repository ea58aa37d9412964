import Imaging

extension FrameSamples {
    /// A frame of a DICOM file.
    init(_ frame: StoredFrame) {
        let type: VoxelType =
            switch (frame.bytesPerSample, frame.isSigned, frame.isFloat) {
            case (4, _, true): .float32
            case (_, _, true): .float64
            case (1, true, _): .int8
            case (1, false, _): .uint8
            case (2, true, _): .int16
            case (2, false, _): .uint16
            case (4, true, _): .int32
            case (4, false, _): .uint32
            case (_, true, _): .int64
            case (_, false, _): .uint64
            }
        self.init(
            columns: frame.columns,
            rows: frame.rows,
            type: type,
            samples: frame.samples,
            bitsStored: max(1, min(frame.bitsStored, frame.bytesPerSample * 8)),
            bytes: frame.bytes
        )
        isYBR = frame.isYBR
    }

    /// Signed bytes as 16 bits, which the wire has a sign for.
    var widened: FrameSamples {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            out.append(byte)
            out.append(byte & 0x80 == 0 ? 0 : 0xFF)
        }
        return FrameSamples(columns: columns, rows: rows, type: .int16, samples: 1, bitsStored: 16, bytes: out)
    }

    /// RGB of 8 bits a sample: of deeper colours the upper bits, of four samples the first three.
    var asColour: FrameSamples {
        var colour = threeBytes
        if isYBR { colour.turnIntoRGB() }
        return colour
    }

    /// YCbCr of the full range to RGB (PS3.3 C.7.6.3.1.2), in 16-bit fixed point, rounded.
    private mutating func turnIntoRGB() {
        bytes.withUnsafeMutableBufferPointer { buffer in
            func clipped(_ value: Int) -> UInt8 { UInt8(truncatingIfNeeded: max(0, min(255, value >> 16))) }
            for at in stride(from: 0, to: buffer.count - 2, by: 3) {
                let y = Int(buffer[at]) << 16 + 32768
                let (blue, red) = (Int(buffer[at + 1]) - 128, Int(buffer[at + 2]) - 128)
                buffer[at] = clipped(y + 91_881 * red)
                buffer[at + 1] = clipped(y - 22_554 * blue - 46_802 * red)
                buffer[at + 2] = clipped(y + 116_130 * blue)
            }
        }
        isYBR = false
    }

    private var threeBytes: FrameSamples {
        let size = type.sampleSize
        if samples == 3, size == 1 { return self }
        let shift = max(0, bitsStored - 8)
        let pixels = columns * rows
        let out = [UInt8](unsafeUninitializedCapacity: pixels * 3) { buffer, filled in
            for pixel in 0..<pixels {
                for colour in 0..<3 {
                    // A second sample without a third is no colour; it is shown as grey of the first.
                    let at = (pixel * samples + (samples >= 3 ? colour : 0)) * size
                    let value = size == 1 ? Int(bytes[at]) : Int(bytes[at]) | Int(bytes[at + 1]) << 8
                    buffer[pixel * 3 + colour] = UInt8(truncatingIfNeeded: min(255, value >> (size == 1 ? 0 : shift)))
                }
            }
            filled = pixels * 3
        }
        var colour = FrameSamples(columns: columns, rows: rows, type: .uint8, samples: 3, bitsStored: 8, bytes: out)
        colour.isYBR = isYBR
        return colour
    }
}
