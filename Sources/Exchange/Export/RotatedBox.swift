#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A box as the labelling language keeps it: percent of the image, rotated clockwise around its top-left corner.
struct RotatedBox {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    /// Degrees.
    var rotation: Double

    init?(_ region: ExportItem.Region) {
        guard let x = region.number("x"), let y = region.number("y"), let width = region.number("width"),
            let height = region.number("height")
        else { return nil }
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
        rotation = region.number("rotation") ?? 0
    }

    /// The corners from the top left clockwise, in units where the image is `size` large.
    func corners(_ size: (width: Double, height: Double)) -> [(x: Double, y: Double)] {
        let (left, top) = (x / 100 * size.width, y / 100 * size.height)
        let (width, height) = (width / 100 * size.width, height / 100 * size.height)
        let angle = rotation * .pi / 180
        let (cosine, sine) = (cos(angle), sin(angle))
        return [
            (left, top),
            (left + width * cosine, top + width * sine),
            (left + width * cosine - height * sine, top + width * sine + height * cosine),
            (left - height * sine, top + height * cosine),
        ]
    }

    /// The upright box around it, in units where the image is `size` large: what a format without angles can say.
    ///
    /// The corners turn in pixels. Label Studio turns them in percent (COCO) or leaves the angle out (VOC, YOLO), which
    /// for an image that is not square is not the box around what was drawn.
    func hull(_ size: (width: Double, height: Double)) -> (x: Double, y: Double, width: Double, height: Double) {
        guard rotation != 0 else {
            return (
                x * size.width / 100, y * size.height / 100, width * size.width / 100, height * size.height / 100
            )
        }
        let points = corners(size)
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        return (left, top, (xs.max() ?? left) - left, (ys.max() ?? top) - top)
    }
}
