extension VoxelVolume {
    /// The voxels of an NRRD file.
    ///
    /// - Parameters:
    ///   - data: the bytes of the data, from the place that the header names, unpacked.
    package init(_ header: NRRDHeader, data: [UInt8]) throws(VolumeFileError) {
        var start = 0
        for _ in 0..<max(0, min(header.lineSkip, 10_000)) {
            start = (data[start...].firstIndex(of: 0x0A) ?? data.count - 1) + 1
        }
        var bytes = data
        let volume = header.description
        let needed = volume.columns * volume.rows * volume.slices * volume.volumes * header.type.size
        switch header.encoding {
        case .text:
            bytes = try Self.numbers(data[start...], header.type, count: needed / header.type.size)
            start = 0
        case .raw, .gzip:
            // −1 means: the voxels are the end of the file.
            start =
                header.byteSkip == -1 ? max(0, data.count - needed) : start + max(0, min(header.byteSkip, data.count))
        }
        try self.init(
            volume,
            header.type,
            pairs: header.pairs,
            bytes: bytes,
            offset: min(start, bytes.count),
            isBig: header.isBigEndian && header.encoding != .text,
            isInterleaved: header.isInterleaved
        )
    }

    /// Numbers written as text, as the bytes they would have been.
    private static func numbers(
        _ text: ArraySlice<UInt8>, _ type: VoxelType, count: Int
    ) throws(VolumeFileError) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(min(count * type.size, 1 << 26))
        for word in text.split(whereSeparator: { $0 <= 0x20 || $0 == 0x2C }) {
            let text = String(decoding: word, as: UTF8.self)
            let bits: UInt64?
            switch type {
            case .float32: bits = Float(text).map { UInt64($0.bitPattern) }
            case .float64: bits = Double(text).map(\.bitPattern)
            default: bits = Int64(text).map(UInt64.init(bitPattern:)) ?? UInt64(text)
            }
            guard let bits else { throw .malformed(reason: "not a number", place: "voxel \(out.count / type.size)") }
            for byte in 0..<type.sampleSize { out.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
        }
        return out
    }
}
