/// Writes a Pascal VOC data set: `Annotations/<image>.xml` with boxes in whole pixels. Rotation is lost.
struct VOCWriter: ExportWriter {
    private let schema: ExportSchema
    private let about: ExportAbout
    private var zip: ZipWriter
    private var names = ImageNames()

    init(_ schema: ExportSchema, _ about: ExportAbout) {
        self.schema = schema
        self.about = about
        zip = ZipWriter(moment: about.moment)
    }

    mutating func begin(into out: inout [UInt8]) {
        zip.addFolder("Annotations", into: &out)
        zip.addFolder("images", into: &out)
    }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        guard let key = schema.dataKeys.first else { throw ExportError(reason: .noDataKey) }
        for (index, item) in try ExportItem.items(of: task, schema: schema).enumerated() {
            let (name, _) = names.name(of: item.imageURL(key), task: task.id)
            guard let size = item.regions.lazy.compactMap(\.size).first else { continue }
            let suffix = index == 0 ? "" : "-annotation-\(item.annotation?.id ?? index)"
            let file = zip.unused("Annotations/" + ArchiveName.stem(name) + suffix + ".xml")
            zip.add(file, Array(document(item, image: name, size).utf8), into: &out)
        }
    }

    mutating func end(into out: inout [UInt8]) { zip.finish(into: &out) }

    private func document(_ item: ExportItem, image: String, _ size: (width: Double, height: Double)) -> String {
        var lines = ["<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<annotation>"]
        func leaf(_ tag: String, _ text: String) { lines.append("<\(tag)>\(Self.escaped(text))</\(tag)>") }
        leaf("folder", "images")
        leaf("filename", image)
        lines.append("<source>")
        leaf("database", about.contributor)
        leaf("annotator", item.annotatorText ?? "")
        lines.append("</source>")
        lines.append("<size>")
        leaf("width", String(Int(clamping: size.width)))
        leaf("height", String(Int(clamping: size.height)))
        leaf("depth", "3")
        lines.append("</size>")
        leaf("segmented", "0")
        for region in item.regions {
            guard let label = region.label(["rectanglelabels", "labels"]), let box = RotatedBox(region) else {
                continue
            }
            let hull = box.hull(size)
            let left = Int(clamping: hull.x)
            let top = Int(clamping: hull.y)
            lines.append("<object>")
            leaf("name", label.name)
            leaf("pose", "Unspecified")
            leaf("truncated", "0")
            leaf("difficult", "0")
            lines.append("<bndbox>")
            leaf("xmin", String(left))
            leaf("ymin", String(top))
            leaf("xmax", String(left &+ Int(clamping: hull.width)))
            leaf("ymax", String(top &+ Int(clamping: hull.height)))
            lines.append("</bndbox>")
            lines.append("</object>")
        }
        lines.append("</annotation>")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Text for XML 1.0, which has no place for most control characters.
    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
