extension NIfTIHeader {
    /// Where the fields stand in the two versions.
    struct Layout {
        let view: ByteView
        let isFirst: Bool

        /// A floating-point field by its place in version 1 and in version 2.
        func number(_ first: Int, _ second: Int) -> Double { isFirst ? view.float(first) : view.double(second) }

        var offset: Int {
            guard isFirst else { return view.int64(168) }
            let offset = view.float(108)
            return offset >= 0 && offset < 1e15 ? Int(offset) : -1
        }

        func sizes() throws(VolumeFileError) -> [Int] {
            let count = isFirst ? view.int16(40) : view.int64(16)
            guard (1...7).contains(count) else {
                throw .malformed(reason: "\(count) dimensions", place: "dim[0]")
            }
            var sizes = (1...count).map { isFirst ? view.int16(40 + 2 * $0) : view.int64(16 + 8 * $0) }
            var voxels = 1
            for (index, size) in sizes.enumerated() {
                guard size > 0, size < 1 << 20 else {
                    throw .malformed(reason: "size \(size)", place: "dim[\(index + 1)]")
                }
                voxels *= size
                guard voxels < 1 << 33 else { throw .tooLarge("more than \(1 << 33) voxels") }
            }
            while sizes.count < 3 { sizes.append(1) }
            return sizes
        }

        func type() throws(VolumeFileError) -> VoxelType {
            let code = isFirst ? view.int16(70) : view.int16(12)
            let type: VoxelType? =
                switch code {
                case 2: .uint8
                case 4: .int16
                case 8: .int32
                case 16: .float32
                case 64: .float64
                case 128: .rgb24
                case 256: .int8
                case 512: .uint16
                case 768: .uint32
                case 1024: .int64
                case 1280: .uint64
                case 2304: .rgba32
                default: nil
                }
            guard let type else {
                let names = [1: "single bits", 32: "complex numbers", 1536: "128-bit floats", 1792: "complex numbers"]
                throw .unsupported("voxels of data type \(code)" + (names[code].map { " (\($0))" } ?? ""))
            }
            return type
        }

        func description(_ sizes: [Int], _ type: VoxelType) -> VolumeDescription {
            var volume = VolumeDescription(
                columns: sizes[0],
                rows: sizes[1],
                slices: sizes[2],
                volumes: sizes.dropFirst(3).reduce(1, *)
            )
            volume.type = type.rawValue
            let steps = (1...4).map { number(76 + 4 * $0, 104 + 8 * $0) }
            // xyzt_units: 1 m, 2 mm, 3 µm; 8 s, 16 ms, 24 µs.
            let units = isFirst ? Int(view.raw(123, 1)) : view.int32(500)
            let lengths: [Int: Double] = [1: 1000, 3: 0.001]
            let times: [Int: Double] = [8: 1000, 16: 1, 24: 0.001]
            let millimetres = lengths[units & 7] ?? 1
            if volume.volumes > 1, steps[3].isFinite, steps[3] > 0 {
                volume.timeStep = steps[3] * (times[units & 0x38] ?? 1000)
            }
            let (columns, source) = axes(sizes, steps)
            volume.source = source
            // RAS to LPS: the first two axes change their sign.
            let turn = SIMD3(-millimetres, -millimetres, millimetres)
            volume.stepX = columns[0] * turn
            volume.stepY = columns[1] * turn
            volume.stepZ = columns[2] * turn
            volume.origin = columns[3] * turn
            return volume
        }

        /// The columns of the affine in the file's own axes and units, and where it comes from.
        private func axes(_ sizes: [Int], _ steps: [Double]) -> ([SIMD3<Double>], String) {
            let (qform, sform) =
                isFirst ? (view.int16(252), view.int16(254)) : (view.int32(344), view.int32(348))
            if sform > 0 {
                let rows = (0..<3).map { row in
                    (0..<4).map { number(280 + 16 * row + 4 * $0, 400 + 32 * row + 8 * $0) }
                }
                return ((0..<4).map { SIMD3(rows[0][$0], rows[1][$0], rows[2][$0]) }, "sform")
            }
            if qform > 0 {
                let (b, c, d) = (number(256, 352), number(260, 360), number(264, 368))
                let a = max(0, 1 - b * b - c * c - d * d).squareRoot()
                let flip = number(76, 104) < 0 ? -1.0 : 1.0
                return (
                    [
                        SIMD3(a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)) * steps[0],
                        SIMD3(2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)) * steps[1],
                        SIMD3(2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b)
                            * (steps[2] * flip),
                        SIMD3(number(268, 376), number(272, 384), number(276, 392)),
                    ], "qform"
                )
            }
            // Neither: the sizes of voxels only. Like nibabel we take the middle of the volume as the origin, and columns that
            // grow to the left, as Analyze files had them.
            let sides = steps.prefix(3).map { $0.isFinite && $0 != 0 ? $0.magnitude : 1 }
            let middle = (0..<3).map { -Double(sizes[$0] - 1) / 2 * sides[$0] }
            return (
                [
                    SIMD3(-sides[0], 0, 0), SIMD3(0, sides[1], 0), SIMD3(0, 0, sides[2]),
                    SIMD3(-middle[0], middle[1], middle[2]),
                ], "pixdim"
            )
        }
    }
}
