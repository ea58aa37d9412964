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
    /// The nearest whole number that fits.
    init(clamping value: Double) {
        self = Int(exactly: value.rounded(.towardZero)) ?? (value.isNaN ? 0 : value < 0 ? .min : .max)
    }
}
