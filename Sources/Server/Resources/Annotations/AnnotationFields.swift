import JSON
import Workspace

extension NewAnnotation {
    /// What a request says of a new annotation.
    init(_ fields: Fields) throws {
        _ = try fields.object()
        self.init(result: try fields.result() ?? "[]")
        wasCancelled = try fields.boolean("was_cancelled") ?? false
        groundTruth = try fields.boolean("ground_truth") ?? false
        leadTime = try fields.double("lead_time")
        uniqueID = try fields.string("unique_id")
        draft = try fields.integer("draft_id")
        parentPrediction = try fields.integer("parent_prediction")
        parentAnnotation = try fields.integer("parent_annotation")
        importID = try fields.integer("import_id")
        completedBy = try fields.person("completed_by")
    }
}

extension AnnotationEdit {
    /// What a request says of a change of an annotation.
    init(_ fields: Fields) throws {
        self.init()
        _ = try fields.object()
        result = try fields.result()
        wasCancelled = try fields.boolean("was_cancelled")
        groundTruth = try fields.boolean("ground_truth")
        leadTime = try fields.double("lead_time")
        parentPrediction = try fields.integer("parent_prediction")
        parentAnnotation = try fields.integer("parent_annotation")
        completedBy = try fields.person("completed_by")
    }
}

extension Drafts.Edit {
    /// What a request says of a draft.
    init(_ fields: Fields) throws {
        self.init()
        _ = try fields.object()
        result = try fields.result()
        leadTime = try fields.double("lead_time")
        wasPostponed = try fields.boolean("was_postponed")
    }
}

extension Fields {
    /// A `result` byte for byte; null and absence are nil.
    func result() throws -> String? {
        guard let value = value["result"], !value.isNull else { return nil }
        return try verbatim("result")
    }

    /// Somebody by id, or by an object that has one.
    fileprivate func person(_ key: String) throws -> Int? {
        if let id = value[key]?["id"]?.integer { return id }
        return try integer(key)
    }
}
