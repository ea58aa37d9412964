import JSON

/// Writes one flat object for each annotation: the data, then each control's answer under the control's name.
struct MinimalJSONWriter: ExportWriter {
    private let schema: ExportSchema
    private var isFirst = true

    init(_ schema: ExportSchema) { self.schema = schema }

    mutating func begin(into out: inout [UInt8]) { out.append(contentsOf: "[\n".utf8) }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for item in try ExportItem.items(of: task, schema: schema) {
            if !isFirst { out.append(contentsOf: ",\n".utf8) }
            isFirst = false
            var record = item.data
            record["id"] = .init(task.id)
            for (name, regions) in item.outputs { record[name] = ExportItem.plain(regions) }
            let annotation = item.annotation
            record["annotator"] =
                annotation?.annotator.map { .string($0.email) } ?? annotation?.completedBy.map { .init($0) } ?? .null
            record["annotation_id"] = annotation.map { .init($0.id) } ?? .null
            record["created_at"] = .init(annotation.map { ISOTime.text($0.createdAt) })
            record["updated_at"] = .init(annotation.map { ISOTime.text($0.updatedAt) })
            record["lead_time"] = annotation?.leadTime.map { .init($0) } ?? .null
            out.append(contentsOf: JSONValue.object(record).bytes)
        }
    }

    mutating func end(into out: inout [UInt8]) { out.append(contentsOf: "\n]".utf8) }
}
