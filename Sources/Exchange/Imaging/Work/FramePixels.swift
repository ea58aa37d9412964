/// Turns millimetres of the patient into pixels of a frame, which count from the corner of its first pixel.
struct FramePixels {
    private let origin: [Double]
    private let row: [Double]
    private let column: [Double]
    private let spacing: [Double]

    /// Nil where the frame has no place in the patient.
    init?(_ series: ImagingSeries, _ frame: ImagingFrame, index: Int) {
        if let geometry = series.geometry {
            let slices = max(1, geometry.positions.count)
            origin = series.point(0, 0, slice: index % slices) ?? geometry.origin
            row = geometry.row
            column = geometry.column
            spacing = geometry.spacing
            return
        }
        guard let position = frame.position, position.count == 3, let axes = frame.orientation, axes.count == 6,
            let spacing = series.planeSpacing, spacing.count == 2, spacing[0] > 0, spacing[1] > 0
        else {
            // Without a place in the patient the browser lays the first pixel's centre at the origin.
            let spacing = series.planeSpacing ?? [1, 1]
            guard spacing.count == 2, spacing[0] > 0, spacing[1] > 0 else {
                return nil
            }
            origin = [0, 0, 0]
            row = [1, 0, 0]
            column = [0, 1, 0]
            self.spacing = spacing
            return
        }
        origin = position
        row = Array(axes[..<3])
        column = Array(axes[3...])
        self.spacing = spacing
    }

    /// Column and row of a point.
    func place(_ point: [Double]) -> [Double] {
        let way = (0..<3).map { point[$0] - origin[$0] }
        func along(_ axis: [Double]) -> Double { way[0] * axis[0] + way[1] * axis[1] + way[2] * axis[2] }
        return [along(row) / spacing[0] + 0.5, along(column) / spacing[1] + 0.5]
    }

    /// The point in the patient at a column and a row.
    func point(_ x: Double, _ y: Double) -> [Double] {
        (0..<3).map { origin[$0] + row[$0] * spacing[0] * (x - 0.5) + column[$0] * spacing[1] * (y - 0.5) }
    }
}
