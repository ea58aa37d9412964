/// A frame that waits for its place in a series.
struct Slot {
    var file: Int
    var frame: Int
    var uid: String?
    /// Instance number, which orders what nothing else does.
    var number: Int
    var description: FrameDescription
    var shape: Shape
    /// Millimetres along the normal of its stack; set when the stack is known.
    var depth = 0.0

    /// What all frames of a series share, so that one decoder and one plane fit all.
    struct Shape: Hashable {
        var columns: Int
        var rows: Int
        var samples: Int
        var isSigned: Bool
        var isWide: Bool
        var photometric: String
        /// Micrometres a pixel, so that rounding in the file makes no two series.
        var spacing: [Int]
        var frameOfReference: String?
    }

    init(_ index: Int, _ file: InspectedFile, _ pixels: PixelDescription, frame: Int) {
        self.file = index
        self.frame = frame
        uid = file.instance?.uid
        number = file.instance?.number ?? .max
        description = file.frame(frame)
        shape = Shape(
            columns: pixels.columns,
            rows: pixels.rows,
            samples: pixels.samples,
            isSigned: pixels.isSigned,
            isWide: pixels.bitsAllocated > 8,
            photometric: pixels.photometric,
            spacing: description.spacing.map { spacing in
                [spacing.x, spacing.y].map { Int(max(-1e9, min(1e9, ($0 * 1000).rounded()))) }
            } ?? [],
            frameOfReference: file.series?.frameOfReference
        )
    }

    /// The normal of its plane, and where it lies; nil for a frame that does not say.
    var plane: (row: SIMD3<Double>, column: SIMD3<Double>, position: SIMD3<Double>)? {
        guard let row = description.row?.unit, let column = description.column?.unit,
            let position = description.position, row.cross(column).unit != nil,
            position.x.isFinite, position.y.isFinite, position.z.isFinite
        else { return nil }
        return (row, column, position)
    }

    /// The order of what lies at one place.
    static func comesBefore(_ left: Slot, _ right: Slot) -> Bool {
        for dimension in Dimension.times {
            if let a = dimension.order(left.description.keys), let b = dimension.order(right.description.keys), a != b {
                return a.lexicographicallyPrecedes(b)
            }
        }
        return (left.number, left.file, left.frame) < (right.number, right.file, right.frame)
    }
}
