/// The header of a NIfTI-1 or NIfTI-2 file, its place in the patient turned from NIfTI's RAS into LPS.
package struct NIfTIHeader: Sendable, Equatable {
    package var version: Int
    package var isBigEndian: Bool
    /// Columns, rows, slices and so on; at least three.
    package var sizes: [Int]
    package var type: VoxelType
    /// Where the voxels begin; in a pair, in the other file.
    package var offset: Int
    /// Whether the voxels are in another file (`.hdr` and `.img`).
    package var isPair: Bool
    package var slope: Double
    package var intercept: Double
    /// The window that the file proposes, if it does.
    package var window: VOIWindow?
    package var description: VolumeDescription

    /// Whether bytes, unpacked, begin like a NIfTI file or the header of a pair.
    package static func isNIfTI(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 348 else { return false }
        for isBig in [false, true] {
            let view = ByteView(bytes: bytes, isBig: isBig)
            if view.int32(0) == 348, bytes[344] == 0x6E, bytes[345] == 0x2B || bytes[345] == 0x69 { return true }
            if view.int32(0) == 540, bytes[4] == 0x6E, bytes[5] == 0x2B || bytes[5] == 0x69 { return true }
        }
        return false
    }

    package init(_ bytes: [UInt8]) throws(VolumeFileError) {
        guard Self.isNIfTI(bytes) else {
            throw .malformed(reason: "not a NIfTI header", place: "byte 0")
        }
        isBigEndian = ![348, 540].contains(ByteView(bytes: bytes, isBig: false).int32(0))
        let view = ByteView(bytes: bytes, isBig: isBigEndian)
        version = view.int32(0) == 348 ? 1 : 2
        guard version == 1 || bytes.count >= 540 else {
            throw .malformed(reason: "the header ends early", place: "byte \(bytes.count)")
        }
        let layout = Layout(view: view, isFirst: version == 1)
        isPair = bytes[version == 1 ? 345 : 5] == 0x69
        sizes = try layout.sizes()
        type = try layout.type()
        offset = layout.offset
        guard offset >= 0, isPair || offset >= (version == 1 ? 348 : 540), offset < 1 << 40 else {
            throw .malformed(reason: "voxels begin at \(layout.offset)", place: "vox_offset")
        }
        // “If the scl_slope field is nonzero”: nifti1.h. A slope that is no number means the same as none.
        let (slope, intercept) = (layout.number(112, 176), layout.number(116, 184))
        let isScaled = slope.isFinite && slope != 0 && intercept.isFinite && type.samples == 1
        self.slope = isScaled ? slope : 1
        self.intercept = isScaled ? intercept : 0
        let (high, low) = (layout.number(124, 192), layout.number(128, 200))
        if high.isFinite, low.isFinite, high > low {
            window = VOIWindow(centre: (low + high) / 2, width: high - low)
        }
        description = layout.description(sizes, type)
        guard
            [description.origin, description.stepX, description.stepY, description.stepZ]
                .allSatisfy({ $0.x.isFinite && $0.y.isFinite && $0.z.isFinite })
        else { throw .malformed(reason: "the place of the voxels is not a number", place: description.source) }
    }

    /// Bytes that the voxels take.
    package var dataSize: Int { sizes.reduce(type.size, *) }
}
