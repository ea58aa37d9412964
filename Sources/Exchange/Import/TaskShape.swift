import JSON

/// Turns the members of a JSON object into a task: raw data, or `{data, annotations, predictions, …}`.
struct TaskShape {
    /// What is wrong with a task, and at which byte.
    struct Flaw: Error {
        var offset: Int
        var reason: ImportError.Reason
    }

    private let members: JSONMembers
    private let options: ImportOptions

    init(_ members: JSONMembers, _ options: ImportOptions) {
        self.members = members
        self.options = options
    }

    func task() throws(Flaw) -> ImportedTask {
        guard let data = members["data"] else { return try rawTask() }
        guard data.kind == .object else { throw expected("an object", "data", data) }
        var task = ImportedTask(data: try text(data.range))
        if !options.predictionFields.isEmpty {
            try addPredictions(from: try self.members(of: data), to: &task)
        }
        if let meta = members["meta"] {
            guard meta.kind == .object else { throw expected("an object", "meta", meta) }
            task.meta = try text(meta.range)
        }
        let fields = ObjectFields(members, path: "")
        task.innerID = try fields.integer("inner_id")
        task.overlap = try fields.integer("overlap")
        task.allowSkip = try fields.boolean("allow_skip")
        task.annotations = try objects("annotations") { (fields) throws(Flaw) in try annotation(fields) }
        task.predictions += try objects("predictions") { (fields) throws(Flaw) in try prediction(fields) }
        task.drafts = try objects("drafts") { (fields) throws(Flaw) in try draft(fields) }
        return task
    }

    /// The whole object as data.
    func rawTask() throws(Flaw) -> ImportedTask {
        var task = ImportedTask(data: try text(members.start..<members.end))
        try addPredictions(from: members, to: &task)
        return task
    }

    private func annotation(_ fields: ObjectFields) throws(Flaw) -> ImportedAnnotation {
        var annotation = ImportedAnnotation(result: try result(fields))
        annotation.completedBy = try fields.annotator("completed_by")
        let isSkipped = try fields.boolean("skipped")
        annotation.wasCancelled = try fields.boolean("was_cancelled") ?? (isSkipped ?? false)
        annotation.groundTruth = try fields.boolean("ground_truth") ?? true
        annotation.leadTime = try fields.number("lead_time")
        annotation.createdAt = try fields.time("created_at")
        annotation.updatedAt = try fields.time("updated_at")
        annotation.uniqueID = try fields.string("unique_id")
        annotation.importID = try fields.integer("id")
        return annotation
    }

    private func prediction(_ fields: ObjectFields) throws(Flaw) -> ImportedPrediction {
        var prediction = ImportedPrediction(result: try result(fields))
        prediction.score = try fields.number("score")
        prediction.modelVersion = try fields.string("model_version") ?? prediction.modelVersion
        return prediction
    }

    private func draft(_ fields: ObjectFields) throws(Flaw) -> ImportedDraft {
        var draft = ImportedDraft(result: try result(fields))
        draft.annotationImportID = try fields.integer("annotation")
        draft.user = try fields.annotator("user")
        draft.leadTime = try fields.number("lead_time")
        draft.wasPostponed = try fields.boolean("was_postponed") ?? false
        draft.createdAt = try fields.time("created_at")
        draft.updatedAt = try fields.time("updated_at")
        return draft
    }

    /// The `result` of an annotation, prediction or draft: an array of objects.
    private func result(_ fields: ObjectFields) throws(Flaw) -> String {
        guard let place = fields.members["result"] else {
            throw Flaw(offset: fields.members.start, reason: .missing(path: fields.path("result")))
        }
        try checkObjects(place, fields.path("result"))
        return try text(place.range)
    }

    /// Each field of `preannotated_from_fields` becomes a prediction; it stays in the data, so nothing is lost.
    private func addPredictions(from data: JSONMembers, to task: inout ImportedTask) throws(Flaw) {
        for field in options.predictionFields {
            guard let place = data[field.name] else {
                if data.keys.contains(field.name) { continue }
                throw Flaw(offset: data.start, reason: .missing(path: field.name))
            }
            var prediction = ImportedPrediction(result: try result(of: field, at: place))
            prediction.score = 1
            prediction.modelVersion = "preannotated"
            task.predictions.append(prediction)
        }
    }

    /// A field's value as a result: a list of results as it is, an object as the result's value, else an answer.
    private func result(of field: PredictionField, at place: JSONMembers.Place) throws(Flaw) -> String {
        let value = try text(place.range)
        if place.kind == .array {
            let elements = try Self.elements(of: members.bytes, place)
            if !elements.isEmpty, elements.allSatisfy({ $0.kind == .object }) { return value }
        }
        var writer = JSONWriter(capacity: value.utf8.count + 128)
        writer.array { writer in
            writer.object { writer in
                writer.member("from_name", field.name)
                writer.member("to_name", field.toName)
                writer.member("type", field.type)
                writer.key("value")
                if place.kind == .object { return writer.raw(value) }
                let isList = place.kind == .array || field.isSingle
                writer.object { $0.member(field.valueKey, raw: isList ? value : "[\(value)]") }
            }
        }
        return writer.text
    }

    private func objects<Element>(
        _ key: String, _ body: (ObjectFields) throws(Flaw) -> Element
    ) throws(Flaw) -> [Element] {
        guard let place = members[key] else { return [] }
        guard place.kind == .array else { throw expected("a list", key, place) }
        var elements: [Element] = []
        for (index, element) in try Self.elements(of: members.bytes, place).enumerated() {
            let path = "\(key)[\(index)]"
            // Exports without details list only the ids of predictions and drafts: there is nothing to take over.
            if element.kind == .number, key != "annotations" { continue }
            guard element.kind == .object else { throw expected("an object", path, element) }
            elements.append(try body(ObjectFields(try members(of: element), path: path)))
        }
        return elements
    }

    private func checkObjects(_ place: JSONMembers.Place, _ path: String) throws(Flaw) {
        guard place.kind == .array else { throw expected("an array of objects", path, place) }
        for (index, element) in try Self.elements(of: members.bytes, place).enumerated()
        where element.kind != .object {
            throw expected("an object", "\(path)[\(index)]", element)
        }
    }

    private static func elements(of bytes: [UInt8], _ place: JSONMembers.Place) throws(Flaw) -> [JSONMembers.Place] {
        var places: [JSONMembers.Place] = []
        var reader = JSONReader(bytes, from: place.range.lowerBound)
        do throws(JSONError) {
            try reader.readArray { (reader) throws(JSONError) in
                let kind = try reader.peek()
                places.append(JSONMembers.Place(kind: kind, range: try reader.skipValue()))
            }
        } catch {
            throw Flaw(offset: error.offset, reason: .json(error.reason))
        }
        return places
    }

    private func members(of place: JSONMembers.Place) throws(Flaw) -> JSONMembers {
        do throws(JSONError) {
            return try JSONMembers(of: members.bytes, at: place.range.lowerBound)
        } catch {
            throw Flaw(offset: error.offset, reason: .json(error.reason))
        }
    }

    /// The bytes of a range as text; refuses broken UTF-8 at its first bad byte.
    private func text(_ range: Range<Int>) throws(Flaw) -> String {
        if let text = String(validating: members.bytes[range], as: UTF8.self) { return text }
        let offset = UTF8Check.firstBadByte(members.bytes, in: range) ?? range.lowerBound
        throw Flaw(offset: offset, reason: .notUTF8(byte: members.bytes[offset]))
    }

    private func expected(_ kind: String, _ path: String, _ place: JSONMembers.Place) -> Flaw {
        Flaw(offset: place.range.lowerBound, reason: .expected(kind, path: path))
    }
}
