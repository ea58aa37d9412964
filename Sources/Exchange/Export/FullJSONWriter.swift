import JSON

/// Writes everything, in Label Studio's own shape: an array of tasks with their annotations.
struct FullJSONWriter: ExportWriter {
    private let schema: ExportSchema
    private let about: ExportAbout
    private var isFirst = true

    init(_ schema: ExportSchema, _ about: ExportAbout) {
        self.schema = schema
        self.about = about
    }

    mutating func begin(into out: inout [UInt8]) { out.append(UInt8(ascii: "[")) }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) {
        if !isFirst { out.append(contentsOf: ",\n".utf8) }
        isFirst = false
        let answers = task.annotations.reduce(0) { $0 + $1.result.utf8.count + $1.prediction.utf8.count + 640 }
        var writer = JSONWriter(capacity: task.data.utf8.count + answers + 1024)
        writer.object { writer in
            writer.member("id", task.id)
            writer.member(
                "annotations",
                array: { writer in
                    for annotation in task.annotations {
                        let result = SegmentParts.unfolded(annotation.result, of: task)
                        writer.object { Self.write(annotation, result: result, &$0) }
                    }
                })
            if let file = task.fileUpload { writer.member("file_upload", file) }
            writer.member(
                "drafts",
                array: { writer in
                    for draft in task.drafts { Self.write(draft.id, draft.json, &writer) }
                })
            writer.member(
                "predictions",
                array: { writer in
                    for prediction in task.predictions { Self.write(prediction.id, prediction.json, &writer) }
                })
            let data = CarrierPictures.filled(schema.resolved(task.data), of: task, schema: schema, about: about)
            writer.member("data", raw: data)
            writer.member("meta", raw: task.meta)
            writer.member("created_at", ISOTime.text(task.createdAt))
            writer.member("updated_at", ISOTime.text(task.updatedAt))
            writer.member("allow_skip", task.allowSkip)
            writer.member("inner_id", task.innerID)
            writer.member("total_annotations", task.totalAnnotations)
            writer.member("cancelled_annotations", task.cancelledAnnotations)
            writer.member("total_predictions", task.totalPredictions)
            // There are no comments in this edition; readers of the format expect the fields.
            writer.member("comment_count", 0)
            writer.member("unresolved_comment_count", 0)
            writer.member("last_comment_updated_at", raw: nil)
            writer.member("project", task.project)
            writer.member("updated_by", task.updatedBy)
            writer.member("comment_authors", array: { _ in })
        }
        out.append(contentsOf: writer.bytes)
    }

    mutating func end(into out: inout [UInt8]) { out.append(UInt8(ascii: "]")) }

    private static func write(_ id: Int, _ json: String?, _ writer: inout JSONWriter) {
        if let json { writer.raw(json) } else { writer.value(id) }
    }

    private static func write(_ annotation: ExportedAnnotation, result: String, _ writer: inout JSONWriter) {
        writer.member("id", annotation.id)
        if let person = annotation.annotator {
            writer.member(
                "completed_by",
                object: { writer in
                    writer.member("id", person.id)
                    writer.member("email", person.email)
                    writer.member("first_name", person.firstName)
                    writer.member("last_name", person.lastName)
                })
        } else {
            writer.member("completed_by", annotation.completedBy)
        }
        writer.member("result", raw: result)
        writer.member("was_cancelled", annotation.wasCancelled)
        writer.member("ground_truth", annotation.groundTruth)
        writer.member("created_at", ISOTime.text(annotation.createdAt))
        writer.member("updated_at", ISOTime.text(annotation.updatedAt))
        writer.member("draft_created_at", annotation.draftCreatedAt.map(ISOTime.text))
        writer.member("lead_time", annotation.leadTime)
        writer.member("prediction", raw: annotation.prediction)
        writer.member("result_count", annotation.resultCount)
        writer.member("unique_id", annotation.uniqueID)
        writer.member("import_id", annotation.importID)
        writer.member("last_action", annotation.lastAction)
        writer.member("bulk_created", annotation.bulkCreated)
        writer.member("task", annotation.task)
        writer.member("project", annotation.project)
        writer.member("updated_by", annotation.updatedBy)
        writer.member("parent_prediction", annotation.parentPrediction)
        writer.member("parent_annotation", annotation.parentAnnotation)
        writer.member("last_created_by", annotation.lastCreatedBy)
    }
}
