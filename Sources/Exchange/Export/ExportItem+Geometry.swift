import JSON

extension ExportItem.Region {
    /// The first label of the first of these members that has one.
    func label(_ kinds: [String]) -> (kind: String, name: String)? {
        for kind in kinds { if let name = texts(kind)?.first { return (kind, name) } }
        return nil
    }

    /// The image's size in pixels, as the annotator's browser saw it.
    var size: (width: Double, height: Double)? {
        guard let width = number("original_width"), let height = number("original_height"), width > 0, height > 0 else {
            return nil
        }
        return (width, height)
    }

    /// The corners of a polygon, in percent.
    var points: [(x: Double, y: Double)] {
        (value["points"]?.array ?? []).compactMap { point in
            guard let x = point[0]?.double, let y = point[1]?.double else { return nil }
            return (x, y)
        }
    }
}

extension Int {
    /// The nearest whole number that doubles have exactly, so that differences of two still fit; 0 for none.
    init(clamping value: Double) {
        let bound = 9_007_199_254_740_992.0
        self = value.isNaN ? 0 : Int(Swift.min(Swift.max(value, -bound), bound))
    }
}
