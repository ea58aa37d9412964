import Imaging
import JSON

/// Writes each painted region as a file of its mask: a grey PNG or a NumPy array.
struct BrushWriter: ExportWriter {
    enum Form { case numPy, png }

    private let schema: ExportSchema
    private let form: Form
    private var zip: ZipWriter

    init(_ schema: ExportSchema, _ about: ExportAbout, as form: Form) {
        self.schema = schema
        self.form = form
        zip = ZipWriter(moment: about.moment)
    }

    mutating func begin(into out: inout [UInt8]) {}

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for item in try ExportItem.items(of: task, schema: schema) {
            guard let annotation = item.annotation else { continue }
            let author = (item.annotatorText ?? "").filter { $0.isLetter || $0.isNumber || $0 == "@" || $0 == "." }
            for (control, regions) in item.outputs {
                var counts: [String: Int] = [:]
                for region in regions where region.value["rle"] != nil {
                    let mask = try mask(region, item)
                    let labels = region.texts("brushlabels") ?? region.texts("labels") ?? ["no_label"]
                    let layer = ([control] + labels).joined(separator: "-")
                    let number = counts[layer, default: 0]
                    counts[layer] = number + 1
                    let title = "task-\(task.id)-annotation-\(annotation.id)-by-\(author)-\(layer)-\(number)"
                    let flat = String(title.map { $0 == "/" || $0 == "\\" ? "-" : $0 })
                    let name = ArchiveName.safe(flat, fallback: "mask")
                    zip.add(zip.unused(name + ending), bytes(of: mask), into: &out)
                }
            }
        }
    }

    mutating func end(into out: inout [UInt8]) { zip.finish(into: &out) }

    private var ending: String { form == .png ? ".png" : ".npy" }

    private func mask(_ region: ExportItem.Region, _ item: ExportItem) throws -> BrushMask {
        func failure(_ why: String) -> ExportError {
            ExportError(task: item.task.id, annotation: item.annotation?.id, reason: .badMask(why))
        }
        guard let list = region.value["rle"]?.array else { throw failure("rle is not a list") }
        guard let width = region.value["original_width"]?.integer,
            let height = region.value["original_height"]?.integer
        else { throw failure("original_width and original_height are missing") }
        do {
            return try BrushMask(decoding: BrushMask.bytes(of: list), width: width, height: height)
        } catch {
            throw failure("\(error)")
        }
    }

    private func bytes(of mask: BrushMask) -> [UInt8] {
        switch form {
        case .png: PNGWriter.grey(mask.alpha, width: mask.width, height: mask.height)
        case .numPy: Self.numPy(mask)
        }
    }

    /// The .npy format, version 1.0: a header of Python literals padded to 64 bytes, then the rows.
    private static func numPy(_ mask: BrushMask) -> [UInt8] {
        var header = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(mask.height), \(mask.width)), }"
        // 10 bytes stand before the header and a line end closes it.
        header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
        var out: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
        out.little(UInt16(header.utf8.count))
        return out + Array(header.utf8) + mask.alpha
    }
}
