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

    /// The upright box around it, in pixels.
    ///
    /// The rotation is done in percent, as Label Studio does it, so that exports of the two agree. For an image that is
    /// not square this is not the box around what was drawn; YOLO_OBB, whose corners turn in pixels, is.
    func hull(_ size: (width: Double, height: Double)) -> (x: Double, y: Double, width: Double, height: Double) {
        var (left, top, width, height) = (x, y, width, height)
        if rotation != 0 {
            let points = corners((100, 100))
            let (xs, ys) = (points.map(\.x), points.map(\.y))
            left = xs.min() ?? x
            top = ys.min() ?? y
            width = (xs.max() ?? x) - left
            height = (ys.max() ?? y) - top
        }
        return (
            left * size.width / 100, top * size.height / 100, width * size.width / 100, height * size.height / 100
        )
    }
}
