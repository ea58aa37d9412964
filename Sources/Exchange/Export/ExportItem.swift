import JSON

/// One annotation read for the formats that are about answers rather than records: what each control says.
struct ExportItem {
    /// A control's answer or region.
    struct Region {
        /// The tag of the control, in lower case.
        var type: String
        /// The result's `value`, with `original_width` and `original_height` beside it.
        var value: JSONObject
        var id: String?
        var parentID: String?

        func number(_ key: String) -> Double? { value[key]?.double }

        /// The texts of a list member.
        func texts(_ key: String) -> [String]? { value[key]?.array?.compactMap(\.string) }
    }

    var task: ExportedTask
    var data: JSONObject
    /// Nil for a task nobody has annotated.
    var annotation: ExportedAnnotation?
    /// By control, in the order of the result.
    var outputs: [(name: String, regions: [Region])] = []

    var regions: [Region] { outputs.flatMap(\.regions) }

    /// The annotations of a task that count, newest first; the bare task if it was never annotated.
    static func items(of task: ExportedTask, schema: ExportSchema) throws(ExportError) -> [ExportItem] {
        guard case .object(let data)? = try? JSONValue(parsing: schema.resolved(task.data)) else {
            throw ExportError(task: task.id, reason: .damaged("data"))
        }
        if task.annotations.isEmpty { return [ExportItem(task: task, data: data)] }
        let submitted = task.annotations.filter { !$0.wasCancelled }.enumerated()
            .sorted { ($1.element.createdAt, $0.offset) < ($0.element.createdAt, $1.offset) }
        var items: [ExportItem] = []
        for (_, annotation) in submitted {
            guard case .array(let results)? = try? JSONValue(parsing: annotation.result) else {
                throw ExportError(task: task.id, annotation: annotation.id, reason: .damaged("result"))
            }
            var item = ExportItem(task: task, data: data, annotation: annotation)
            for result in results { item.add(result, schema) }
            items.append(item)
        }
        return items
    }

    private mutating func add(_ result: JSONValue, _ schema: ExportSchema) {
        guard let name = result["from_name"]?.string, var value = result["value"]?.object else { return }
        let type: String
        if let control = schema.control(named: name) {
            type = control.type.lowercased()
        } else if schema.controls.isEmpty || result["type"]?.string == "chatmessage" {
            type = result["type"]?.string ?? "unknown"
        } else {
            return
        }
        for key in ["original_width", "original_height"] { if let size = result[key] { value[key] = size } }
        let region = Region(
            type: type, value: value, id: result["id"]?.string, parentID: result["parentID"]?.string)
        if let index = outputs.firstIndex(where: { $0.name == name }) {
            outputs[index].regions.append(region)
        } else {
            outputs.append((name, [region]))
        }
    }

    /// A control's answers in their plain form: one choice or one text is the word itself.
    static func plain(_ regions: [Region]) -> JSONValue {
        let values = regions.map { region -> JSONValue in
            switch region.type {
            case "choices": if let only = region.value["choices"]?.array, only.count == 1 { return only[0] }
            case "textarea": if let only = region.value["text"]?.array, only.count == 1 { return only[0] }
            case "chat", "chatmessage": if let message = region.value["chatmessage"] { return message }
            default: break
            }
            return .object(region.value)
        }
        let isAnswer = regions.last.map { $0.type == "choices" || $0.type == "textarea" } ?? false
        return isAnswer && values.count == 1 ? values[0] : .array(values)
    }

    /// Who made it, as tables tell it: the e-mail address if the export has it, else the id.
    var annotatorText: String? { annotation.flatMap { $0.annotator?.email ?? $0.completedBy.map(String.init) } }

    /// The value of the data field that holds an image's address; the last of several, as Label Studio takes it.
    static func imageURL(in data: String, key: String) throws -> String? {
        imageURL(in: try JSONValue(parsing: data), key: key)
    }

    func imageURL(_ key: String) -> String? { Self.imageURL(in: .object(data), key: key) }

    private static func imageURL(in data: JSONValue, key: String) -> String? {
        data[key]?.string ?? data[key]?.array?.last?.string
    }
}
