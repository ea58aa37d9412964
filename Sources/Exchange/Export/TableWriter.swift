import JSON

/// Writes one row for each annotation, with the columns of all rows in the order of their names.
///
/// Texts are quoted and numbers are not; rows end in CRLF. A cell stays equal to the data even if it begins with `=`,
/// `+`, `-` or `@`: these files are read by programs, and a changed value would be a wrong value. Who opens one in a
/// spreadsheet should import it as text.
struct TableWriter: ExportWriter {
    private let schema: ExportSchema
    private let delimiter: UInt8
    private var dataKeys: Set<String> = []
    private var controls: Set<String> = []
    private var columns: [String] = []

    init(_ schema: ExportSchema, delimiter: UInt8) {
        self.schema = schema
        self.delimiter = delimiter
    }

    mutating func survey(_ task: ExportedTask) throws {
        for item in try ExportItem.items(of: task, schema: schema) {
            for (key, _) in item.data { dataKeys.insert(key) }
            for output in item.outputs { controls.insert(output.name) }
        }
    }

    mutating func begin(into out: inout [UInt8]) {
        var names: Set<String> = ["id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"]
        names.formUnion(controls)
        names.formUnion(dataKeys.map(column))
        columns = names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
        writeRow(columns.map { .text($0) }, into: &out)
    }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for item in try ExportItem.items(of: task, schema: schema) {
            var cells: [String: Cell] = ["id": .plain(String(task.id))]
            for (name, regions) in item.outputs {
                let value = ExportItem.plain(regions)
                cells[name] = .text(value.string ?? value.text)
            }
            for (key, value) in item.data { cells[column(key)] = Cell(value) }
            let annotation = item.annotation
            cells["annotator"] = .text(item.annotatorText ?? "")
            cells["annotation_id"] = annotation.map { .plain(String($0.id)) }
            cells["created_at"] = annotation.map { .text(ISOTime.text($0.createdAt)) }
            cells["updated_at"] = annotation.map { .text(ISOTime.text($0.updatedAt)) }
            cells["lead_time"] = annotation?.leadTime.map { .plain($0.description) }
            writeRow(columns.map { cells[$0] ?? .text("") }, into: &out)
        }
    }

    mutating func end(into out: inout [UInt8]) {}

    /// A data key that has the name of a control gives way to it.
    private func column(_ key: String) -> String { controls.contains(key) ? "_data_" + key : key }

    private enum Cell {
        case text(String)
        /// A number, which stands without quotes.
        case plain(String)

        init(_ value: JSONValue) {
            switch value {
            case .null: self = .text("")
            case .bool(let value): self = .plain(value ? "True" : "False")
            case .number(let number): self = .plain(number.text)
            case .string(let text): self = .text(text)
            case .array, .object: self = .text(value.text)
            }
        }
    }

    private func writeRow(_ cells: [Cell], into out: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(delimiter) }
            switch cell {
            case .plain(let text): out.append(contentsOf: text.utf8)
            case .text(let text):
                out.append(UInt8(ascii: "\""))
                for byte in text.utf8 {
                    if byte == UInt8(ascii: "\"") { out.append(byte) }
                    out.append(byte)
                }
                out.append(UInt8(ascii: "\""))
            }
        }
        out.append(contentsOf: "\r\n".utf8)
    }
}
