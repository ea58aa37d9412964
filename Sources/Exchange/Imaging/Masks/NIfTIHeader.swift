/// The header of a NIfTI-1 label map of bytes. NIfTI's axes go right, anterior, superior; DICOM's left, posterior, superior.
enum NIfTIHeader {
    /// The header and the four bytes that say that no extension follows.
    static func bytes(columns: Int, rows: Int, slices: Int, geometry: ImagingGeometry?, spacing: [Double]) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 352)
        func put<Number: FixedWidthInteger>(_ number: Number, at place: Int) {
            for index in 0..<MemoryLayout<Number>.size {
                header[place + index] = UInt8(truncatingIfNeeded: number >> Number(8 * index))
            }
        }
        func put(_ number: Double, at place: Int) { put(Float(number).bitPattern, at: place) }
        put(Int32(348), at: 0)
        for (index, size) in [3, columns, rows, slices, 1, 1, 1, 1].enumerated() {
            put(Int16(clamping: size), at: 40 + 2 * index)
        }
        // NIFTI_INTENT_LABEL, DT_UINT8, eight bits.
        put(Int16(1002), at: 68)
        put(Int16(2), at: 70)
        put(Int16(8), at: 72)
        put(352.0, at: 108)
        put(1.0, at: 112)
        // Millimetres and seconds.
        header[123] = 10
        for (index, byte) in "Vesalius label map".utf8.enumerated() { header[148 + index] = byte }
        let steps = geometry?.spacing ?? spacing
        for (index, step) in steps.enumerated() { put(step, at: 80 + 4 * index) }
        put(1.0, at: 76)
        if let geometry {
            let affine = affine(geometry)
            for row in 0..<3 { for column in 0..<4 { put(affine[row][column], at: 280 + 16 * row + 4 * column) } }
            // NIFTI_XFORM_SCANNER_ANAT
            put(Int16(1), at: 254)
            if let turn = Quaternion(affine, steps: steps) {
                put(Int16(1), at: 252)
                put(turn.sign, at: 76)
                for (index, part) in [turn.b, turn.c, turn.d].enumerated() { put(part, at: 256 + 4 * index) }
                for row in 0..<3 { put(affine[row][3], at: 268 + 4 * row) }
            }
        }
        for (index, byte) in [0x6E, 0x2B, 0x31, 0].enumerated() { header[344 + index] = UInt8(byte) }
        return header
    }

    /// Three rows of the matrix from voxel to millimetres.
    static func affine(_ geometry: ImagingGeometry) -> [[Double]] {
        let signs = [-1.0, -1.0, 1.0]
        return (0..<3).map { axis in
            [
                geometry.row[axis] * geometry.spacing[0], geometry.column[axis] * geometry.spacing[1],
                geometry.normal[axis] * geometry.spacing[2], geometry.origin[axis],
            ].map { $0 * signs[axis] }
        }
    }
}

/// The turn of a NIfTI volume as the header's second form wants it; there is none for a sheared one (a tilted gantry).
struct Quaternion {
    private(set) var b = 0.0
    private(set) var c = 0.0
    private(set) var d = 0.0
    /// −1 where the third axis goes the other way round (`qfac`).
    private(set) var sign = 1.0

    init?(_ affine: [[Double]], steps: [Double]) {
        var columns = (0..<3).map { column in (0..<3).map { affine[$0][column] / steps[column] } }
        func dot(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).map(*).reduce(0, +) }
        for one in 0..<3 {
            for other in one..<3 {
                let wanted = one == other ? 1.0 : 0.0
                guard abs(dot(columns[one], columns[other]) - wanted) < 1e-4 else { return nil }
            }
        }
        let (x, y, z) = (columns[0], columns[1], columns[2])
        let cross = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]]
        if dot(cross, z) < 0 {
            sign = -1
            columns[2] = z.map { -$0 }
        }
        func m(_ row: Int, _ column: Int) -> Double { columns[column][row] }
        let trace = m(0, 0) + m(1, 1) + m(2, 2) + 1
        if trace > 0.5 {
            let a = trace.squareRoot() / 2
            b = (m(2, 1) - m(1, 2)) / (4 * a)
            c = (m(0, 2) - m(2, 0)) / (4 * a)
            d = (m(1, 0) - m(0, 1)) / (4 * a)
            return
        }
        let xd = 1 + m(0, 0) - m(1, 1) - m(2, 2)
        let yd = 1 + m(1, 1) - m(0, 0) - m(2, 2)
        let zd = 1 + m(2, 2) - m(0, 0) - m(1, 1)
        let a: Double
        if xd > 1 {
            b = xd.squareRoot() / 2
            c = (m(0, 1) + m(1, 0)) / (4 * b)
            d = (m(0, 2) + m(2, 0)) / (4 * b)
            a = (m(2, 1) - m(1, 2)) / (4 * b)
        } else if yd > 1 {
            c = yd.squareRoot() / 2
            b = (m(0, 1) + m(1, 0)) / (4 * c)
            d = (m(1, 2) + m(2, 1)) / (4 * c)
            a = (m(0, 2) - m(2, 0)) / (4 * c)
        } else {
            d = max(0, zd).squareRoot() / 2
            guard d > 0 else { return nil }
            b = (m(0, 2) + m(2, 0)) / (4 * d)
            c = (m(1, 2) + m(2, 1)) / (4 * d)
            a = (m(1, 0) - m(0, 1)) / (4 * d)
        }
        if a < 0 { (b, c, d) = (-b, -c, -d) }
    }
}
