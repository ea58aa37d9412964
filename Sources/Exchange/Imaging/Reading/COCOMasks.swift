package import Imaging
package import JSON

/// Reads COCO masks, as `COCO_RLE` and others write them, into the form of a label file: each category a segment, each annotation a plane.
///
/// Images are told by the SOP instance our exports write, or by the number at the end of their file name: `…/frames/12.png`, `slice-0012.png`.
package enum COCOMasks {
    package enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        case notCOCO
        /// The annotation with this id has no mask that can be read.
        case badMask(Int)
        case unplacedImage(String)

        package var description: String {
            switch self {
            case .notCOCO: "this is no COCO file: it has no images, annotations and categories"
            case .badMask(let id): "the mask of annotation \(id) cannot be read"
            case .unplacedImage(let name): "the image “\(name)” names no slice"
            }
        }
    }

    /// The segments by series, where the file names any; else under an empty name.
    package static func read(_ value: JSONValue, on series: ImagingSeries) throws(Failure) -> LabelFile {
        guard let images = value["images"]?.array, let annotations = value["annotations"]?.array,
            let categories = value["categories"]?.array
        else { throw .notCOCO }
        var labels = LabelFile(kind: .labelMap)
        labels.referencedSeries = [series.uid]
        var slices: [Int: Int] = [:]
        for image in images {
            if let named = image["series"]?.string, named != series.uid { continue }
            guard let id = image["id"]?.integer else { throw .notCOCO }
            slices[id] = try slice(of: image, series)
        }
        var segments: [String: Int] = [:]
        for annotation in annotations {
            guard let image = annotation["image_id"]?.integer, let slice = slices[image] else { continue }
            let id = annotation["id"]?.integer ?? -1
            guard let mask = annotation["segmentation"], var plane = plane(mask) else { throw .badMask(id) }
            plane.sop = series.frames.indices.contains(slice) ? series.frames[slice].sop : nil
            plane.frame = series.frames.indices.contains(slice) ? series.frames[slice].number : nil
            plane.position = series.point(0, 0, slice: slice)
            let category = annotation["category_id"]?.integer
            let label =
                categories.first { $0["id"]?.integer == category }?["name"]?.string ?? "Category \(category ?? 0)"
            // Our exports tell structures of one category apart.
            let name = annotation["attributes"]?["region"]?.string.map { label + "\u{1F}" + $0 } ?? label
            let place = segments[name] ?? labels.segments.count
            if place == labels.segments.count {
                segments[name] = place
                labels.segments.append(LabelSegment(number: place + 1, label: label))
            }
            labels.segments[place].planes.append(plane)
        }
        return labels
    }

    private static func slice(of image: JSONValue, _ series: ImagingSeries) throws(Failure) -> Int {
        if let sop = image["sop"]?.string {
            let number = image["frame"]?.integer ?? 1
            if let index = series.frames.firstIndex(where: { $0.sop == sop && $0.number == number }) { return index }
        }
        if let slice = image["slice"]?.integer, (0..<series.slices).contains(slice) { return slice }
        let name = image["file_name"]?.string ?? ""
        let stem = name.split(separator: "/").last?.split(separator: ".").first ?? ""
        let digits = String(stem.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        guard let slice = Int(digits), (0..<series.slices).contains(slice) else { throw .unplacedImage(name) }
        return slice
    }

    /// The mask as runs along the rows; COCO's run down the columns.
    private static func plane(_ mask: JSONValue) -> LabelPlane? {
        guard let size = mask["size"]?.array?.compactMap(\.integer), size.count == 2, size[0] > 0, size[1] > 0 else {
            return nil
        }
        let (rows, columns) = (size[0], size[1])
        let (area, isHuge) = rows.multipliedReportingOverflow(by: columns)
        guard !isHuge, area <= 1 << 29 else { return nil }
        let listed = mask["counts"]?.array?.compactMap(\.integer)
        guard let counts = listed ?? mask["counts"]?.string.flatMap(COCORunLength.counts(of:)) else { return nil }
        var drawn = [Bool](repeating: false, count: area)
        var at = 0
        for (index, count) in counts.enumerated() {
            guard count >= 0, count <= area - at else { return nil }
            if index % 2 == 1 {
                for place in at..<at + count { drawn[place % rows * columns + place / rows] = true }
            }
            at += count
        }
        var runs: [UInt32] = []
        var start: Int?
        for index in 0...area {
            let isInside = index < area && drawn[index]
            if isInside, start == nil { start = index }
            if !isInside, let from = start {
                runs += [UInt32(from), UInt32(index - from)]
                start = nil
            }
        }
        return LabelPlane(columns: columns, rows: rows, runs: runs)
    }
}
