import JSON

/// A region as COCO tells it: a box, and a polygon if it is one.
struct COCOShape {
    private var polygon: [Double] = []
    private var box: [Double]
    private var area: Double

    init?(
        _ region: ExportItem.Region, kind: String, own: (width: Double, height: Double),
        image: (width: Double, height: Double)
    ) {
        if kind == "polygonlabels" {
            let points = region.points.map { ($0.x / 100 * image.width, $0.y / 100 * image.height) }
            guard !points.isEmpty else { return nil }
            let (xs, ys) = (points.map(\.0), points.map(\.1))
            let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
            polygon = points.flatMap { [$0.0, $0.1] }
            box = [left, top, (xs.max() ?? 0) - left, (ys.max() ?? 0) - top]
            // The shoelace formula.
            var (forward, backward) = (0.0, 0.0)
            for index in points.indices {
                let before = points[(index + points.count - 1) % points.count]
                forward += points[index].0 * before.1
                backward += points[index].1 * before.0
            }
            area = 0.5 * (forward - backward).magnitude
        } else {
            guard let hull = RotatedBox(region)?.hull(own) else { return nil }
            box = [hull.x, hull.y, hull.width, hull.height]
            area = hull.width * hull.height
        }
    }

    func write(image: Int, category: Int, _ writer: inout JSONWriter) {
        writer.member("image_id", image)
        writer.member("category_id", category)
        writer.member("segmentation", .array(polygon.isEmpty ? [] : [.array(polygon.map { .init($0) })]))
        writer.member("bbox", .array(box.map { .init($0) }))
        writer.member("ignore", 0)
        writer.member("iscrowd", 0)
        writer.member("area", area)
    }
}
