/// The voxels of a NIfTI or NRRD file, read whole: frame t · slices + k is slice k of volume t.
package struct VoxelVolume: Sendable {
    package let description: VolumeDescription
    package let type: VoxelType
    /// Stored value · slope + intercept, as the file has it.
    package let slope: Double
    package let intercept: Double
    package let window: VOIWindow?
    /// Names and colours of label values that an NRRD segmentation carries: the header's key–value pairs.
    package let pairs: [String: String]
    private let bytes: [UInt8]
    private let offset: Int
    private let isBig: Bool
    /// Volumes lie voxel by voxel beside each other instead of one after the other (an NRRD list axis in front).
    private let isInterleaved: Bool

    package init(_ header: NIfTIHeader, bytes: [UInt8]) throws(VolumeFileError) {
        try self.init(
            header.description,
            header.type,
            slope: header.slope,
            intercept: header.intercept,
            window: header.window,
            bytes: bytes,
            offset: header.offset,
            isBig: header.isBigEndian
        )
    }

    init(
        _ description: VolumeDescription, _ type: VoxelType, slope: Double = 1, intercept: Double = 0,
        window: VOIWindow? = nil, pairs: [String: String] = [:], bytes: [UInt8], offset: Int, isBig: Bool,
        isInterleaved: Bool = false
    ) throws(VolumeFileError) {
        let needed =
            description.columns * description.rows * description.slices * description.volumes * type.size
        guard offset >= 0, offset <= bytes.count, needed <= bytes.count - offset else {
            throw .malformed(
                reason: "\(needed) bytes of voxels should follow, \(max(0, bytes.count - offset)) do",
                place: "byte \(offset)"
            )
        }
        self.description = description
        self.type = type
        self.slope = slope
        self.intercept = intercept
        self.window = window
        self.pairs = pairs
        self.bytes = bytes
        self.offset = offset
        self.isBig = isBig
        self.isInterleaved = isInterleaved
    }

    package var frames: Int { description.slices * description.volumes }
    private var pixels: Int { description.columns * description.rows }

    /// The stored samples of a frame, little-endian.
    package func frame(_ index: Int) -> [UInt8] {
        precondition(index >= 0 && index < frames, "frames are counted before they are asked for")
        let size = type.size
        if isInterleaved {
            let volumes = description.volumes
            let (volume, slice) = (index / description.slices, index % description.slices)
            var out = [UInt8](repeating: 0, count: pixels * size)
            for pixel in 0..<pixels {
                let from = offset + ((slice * pixels + pixel) * volumes + volume) * size
                for byte in 0..<size { out[pixel * size + byte] = bytes[from + byte] }
            }
            swapIfBig(&out)
            return out
        }
        let start = offset + index * pixels * size
        var out = Array(bytes[start..<start + pixels * size])
        swapIfBig(&out)
        return out
    }

    private func swapIfBig(_ out: inout [UInt8]) {
        let size = type.sampleSize
        guard isBig, size > 1 else { return }
        out.withUnsafeMutableBufferPointer { buffer in
            var start = 0
            while start + size <= buffer.count {
                for byte in 0..<size / 2 { buffer.swapAt(start + byte, start + size - 1 - byte) }
                start += size
            }
        }
    }

    /// Hands each number of a frame to `body`; colours are handed out sample by sample.
    package func forEachNumber(in frame: Int, _ body: (Double) -> Void) {
        Self.forEachNumber(of: self.frame(frame), type, body)
    }

    /// Hands out the numbers of little-endian samples.
    package static func forEachNumber(of samples: [UInt8], _ type: VoxelType, _ body: (Double) -> Void) {
        samples.withUnsafeBytes { raw in
            func each<Number: BitwiseCopyable>(_ number: Number.Type, _ convert: (Number) -> Double) {
                let size = MemoryLayout<Number>.size
                var start = 0
                while start + size <= raw.count {
                    body(convert(raw.loadUnaligned(fromByteOffset: start, as: number)))
                    start += size
                }
            }
            // Hosts are little-endian: x86-64 and arm64.
            switch type {
            case .uint8, .rgb24, .rgba32: each(UInt8.self) { Double($0) }
            case .int8: each(Int8.self) { Double($0) }
            case .uint16: each(UInt16.self) { Double($0) }
            case .int16: each(Int16.self) { Double($0) }
            case .uint32: each(UInt32.self) { Double($0) }
            case .int32: each(Int32.self) { Double($0) }
            case .uint64: each(UInt64.self) { Double($0) }
            case .int64: each(Int64.self) { Double($0) }
            case .float32: each(UInt32.self) { Double(Float(bitPattern: $0)) }
            case .float64: each(UInt64.self) { Double(bitPattern: $0) }
            }
        }
    }
}
