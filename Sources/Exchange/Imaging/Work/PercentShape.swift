import JSON

/// Shapes in percent of an image, as Label Studio keeps them, in pixels.
enum PercentShape {
    /// The corners of a shape, or its one point: columns and rows, the corner of the first pixel at 0, 0.
    static func points(_ figure: ImagedFigure, columns: Int, rows: Int) -> [[Double]] {
        let (width, height) = (Double(columns), Double(rows))
        let shape = figure.shape
        if let points = shape["points"]?.array ?? shape["vertices"]?.array {
            return points.compactMap { point in
                guard let x = (point[0] ?? point["x"])?.double, let y = (point[1] ?? point["y"])?.double else {
                    return nil
                }
                return [x / 100 * width, y / 100 * height]
            }
        }
        guard let x = shape["x"]?.double, let y = shape["y"]?.double else { return [] }
        let region = ExportItem.Region(type: figure.type, value: shape)
        if shape["radiusX"] != nil {
            let radii = [shape["radiusX"]?.double ?? 0, shape["radiusY"]?.double ?? 0]
            let angle = Turn(degrees: shape["rotation"]?.double ?? 0)
            return UnitCircle.points.map { turn in
                let (dx, dy) = (radii[0] / 100 * width * turn.cosine, radii[1] / 100 * height * turn.sine)
                let (tx, ty) = angle.turn(dx, dy)
                return [x / 100 * width + tx, y / 100 * height + ty]
            }
        }
        guard let w = shape["width"]?.double, let h = shape["height"]?.double,
            region.type.hasPrefix("rectangle") || shape["height"] != nil
        else { return [[x / 100 * width, y / 100 * height]] }
        let angle = Turn(degrees: shape["rotation"]?.double ?? 0)
        // Turned clockwise about its first corner.
        return [(0.0, 0.0), (w, 0), (w, h), (0, h)].map { dx, dy in
            let (tx, ty) = angle.turn(dx / 100 * width, dy / 100 * height)
            return [x / 100 * width + tx, y / 100 * height + ty]
        }
    }
}
