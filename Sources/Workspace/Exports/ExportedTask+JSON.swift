import Exchange
import JSON

extension ExportedTask {
    /// Reads a task of a snapshot back, as the JSON format wrote it; `bytes` is one element of the array.
    init(snapshot bytes: [UInt8]) throws {
        var members: [String: Range<Int>] = [:]
        var reader = JSONReader(bytes)
        try reader.readObject { (name, reader) throws(JSONError) in members[name] = try reader.skipValue() }
        func text(_ name: String) -> String? {
            members[name].map { String(decoding: bytes[$0], as: UTF8.self) }
        }
        func value(_ name: String) -> JSONValue? { text(name).flatMap { try? JSONValue(parsing: $0) } }

        self.init(
            id: value("id")?.integer ?? 0, project: value("project")?.integer ?? 0, data: text("data") ?? "{}",
            createdAt: Self.time(value("created_at")), updatedAt: Self.time(value("updated_at"))
        )
        innerID = value("inner_id")?.integer
        meta = text("meta") ?? "{}"
        fileUpload = value("file_upload")?.string
        updatedBy = value("updated_by")?.integer
        totalAnnotations = value("total_annotations")?.integer ?? 0
        cancelledAnnotations = value("cancelled_annotations")?.integer ?? 0
        totalPredictions = value("total_predictions")?.integer ?? 0
        annotations = (value("annotations")?.array ?? []).map { ExportedAnnotation(snapshot: $0, of: id, project) }
    }

    fileprivate static func time(_ value: JSONValue?) -> Int64 {
        Int64(value?.string.flatMap { Workspace.ISOTime.microseconds($0) } ?? 0)
    }
}

extension ExportedAnnotation {
    fileprivate init(snapshot json: JSONValue, of task: Int, _ project: Int) {
        self.init(
            id: json["id"]?.integer ?? 0, task: task, project: project, result: json["result"]?.text ?? "[]",
            createdAt: ExportedTask.time(json["created_at"]), updatedAt: ExportedTask.time(json["updated_at"])
        )
        let person = json["completed_by"]
        completedBy = person?.integer ?? person?["id"]?.integer
        if let email = person?["email"]?.string, let completedBy {
            annotator = ExportedPerson(
                id: completedBy, email: email, firstName: person?["first_name"]?.string ?? "",
                lastName: person?["last_name"]?.string ?? ""
            )
        }
        resultCount = json["result_count"]?.integer ?? 0
        wasCancelled = json["was_cancelled"]?.boolean ?? false
        groundTruth = json["ground_truth"]?.boolean ?? false
        leadTime = json["lead_time"]?.double
        uniqueID = json["unique_id"]?.string
    }
}
