import JSON

/// Writes measurements and the sizes of segments, a row each, as CSV or as a JSON list.
struct MeasurementWriter: ExportWriter {
    enum Form { case csv, json }

    private let schema: ExportSchema
    private let form: Form
    private var isFirst = true

    init(_ schema: ExportSchema, as form: Form) {
        self.schema = schema
        self.form = form
    }

    mutating func begin(into out: inout [UInt8]) {
        switch form {
        case .csv: out += Array((MeasurementRow.columns.joined(separator: ",") + "\r\n").utf8)
        case .json: out.append(UInt8(ascii: "["))
        }
    }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for row in try MeasurementRow.rows(of: task, schema: schema) {
            switch form {
            case .csv:
                let cells = MeasurementRow.columns.map { Self.cell(row.cells[$0]) }
                out += Array((cells.joined(separator: ",") + "\r\n").utf8)
            case .json:
                if !isFirst { out += Array(",\n".utf8) }
                isFirst = false
                let members = MeasurementRow.columns.compactMap { key in row.cells[key].map { (key, $0) } }
                out += JSONValue.object(JSONObject(members)).bytes
            }
        }
    }

    mutating func end(into out: inout [UInt8]) {
        if form == .json { out.append(UInt8(ascii: "]")) }
    }

    private static func cell(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        let text = value.string ?? value.text
        let isPlain = text.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
