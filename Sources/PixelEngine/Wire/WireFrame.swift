/// The lossless form in which frames travel: header and predicted planes, see `WireHeader` and `MedianPrediction`. Deflated by who serves it.
package enum WireFrame {
    /// One sample of 9 to 16 bits a pixel, as bit patterns.
    package static func encode(
        _ samples: UnsafeBufferPointer<UInt16>, columns: Int, rows: Int, bitsStored: Int, isSigned: Bool, shift: Int = 0
    ) throws(WireFailure) -> [UInt8] {
        let header = WireHeader(
            kind: .deep, bitsStored: bitsStored, isSigned: isSigned, shift: shift, columns: columns, rows: rows)
        guard header.isValid, samples.count == header.pixels else { throw .wrongSize }
        return make(header) { MedianPrediction.encode(samples, columns: columns, rows: rows, into: $0) }
    }

    /// One sample of up to 8 bits a pixel.
    package static func encode(
        _ samples: UnsafeBufferPointer<UInt8>, columns: Int, rows: Int, bitsStored: Int, isSigned: Bool, shift: Int = 0
    ) throws(WireFailure) -> [UInt8] {
        let header = WireHeader(
            kind: .shallow, bitsStored: bitsStored, isSigned: isSigned, shift: shift, columns: columns, rows: rows)
        guard header.isValid, samples.count == header.pixels else { throw .wrongSize }
        return make(header) {
            MedianPrediction.encode(samples, offset: 0, stride: 1, columns: columns, rows: rows, into: $0)
        }
    }

    /// Red, green and blue of 8 bits a pixel, interleaved.
    package static func encode(
        colour samples: UnsafeBufferPointer<UInt8>, columns: Int, rows: Int, shift: Int = 0
    ) throws(WireFailure) -> [UInt8] {
        let header = WireHeader(
            kind: .colour, bitsStored: 8, isSigned: false, shift: shift, columns: columns, rows: rows)
        guard header.isValid, samples.count == 3 &* header.pixels else { throw .wrongSize }
        return make(header) { planes in
            for channel in 0..<3 {
                let plane = UnsafeMutableBufferPointer(
                    rebasing: planes[channel &* header.pixels..<(channel &+ 1) &* header.pixels])
                MedianPrediction.encode(
                    samples, offset: channel, stride: 3, columns: columns, rows: rows, into: plane)
            }
        }
    }

    private static func make(_ header: WireHeader, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) -> [UInt8] {
        let count = WireHeader.size &+ header.payload
        return [UInt8](unsafeUninitializedCapacity: count) { bytes, written in
            bytes.initialize(repeating: 0)
            header.write(to: bytes)
            fill(UnsafeMutableBufferPointer(rebasing: bytes[WireHeader.size..<count]))
            written = count
        }
    }

    /// The samples of a grey frame as a volume holds them: stored values less `WireHeader.offset`.
    package static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, into samples: UnsafeMutableBufferPointer<Int16>
    ) throws(WireFailure) -> WireHeader {
        let header = try WireHeader(bytes)
        guard header.kind != .colour else { throw .wrongKind }
        guard samples.count == header.pixels else { throw .wrongSize }
        let planes = UnsafeBufferPointer(rebasing: bytes[WireHeader.size...])
        if header.kind == .deep {
            MedianPrediction.decode(
                planes, columns: header.columns, rows: header.rows, flip: header.offset == 0 ? 0 : 0x8000, into: samples
            )
            return header
        }
        // Into the lower half of each sample's place, then widened in place.
        samples.withMemoryRebound(to: Int16.self) { samples in
            UnsafeMutableRawBufferPointer(samples).withMemoryRebound(to: UInt8.self) { halves in
                MedianPrediction.decode(
                    planes, columns: header.columns, rows: header.rows, offset: 0, stride: 2, into: halves)
            }
        }
        for at in 0..<samples.count {
            let byte = UInt8(truncatingIfNeeded: samples[at])
            samples[at] = header.isSigned ? Int16(Int8(bitPattern: byte)) : Int16(byte)
        }
        return header
    }

    /// The pixels of a colour frame: red, green, blue and 255, as a canvas wants them.
    package static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, pixels: UnsafeMutableBufferPointer<UInt32>
    ) throws(WireFailure) -> WireHeader {
        let header = try WireHeader(bytes)
        guard header.kind == .colour else { throw .wrongKind }
        guard pixels.count == header.pixels else { throw .wrongSize }
        pixels.update(repeating: 0xFF00_0000)
        UnsafeMutableRawBufferPointer(pixels).withMemoryRebound(to: UInt8.self) { channels in
            for channel in 0..<3 {
                let start = WireHeader.size &+ channel &* header.pixels
                MedianPrediction.decode(
                    UnsafeBufferPointer(rebasing: bytes[start..<start &+ header.pixels]), columns: header.columns,
                    rows: header.rows, offset: channel, stride: 4, into: channels)
            }
        }
        return header
    }
}
