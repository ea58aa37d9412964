import Exchange
import JSON
import Storage

/// Reads a page of tasks with the work on them, as exports write them.
enum ExportPage {
    static func read(
        _ request: ExportRequest, after: Int, limit: Int, now: Int, in connection: any SQLConnection
    ) throws -> [ExportedTask] {
        var selection = request.selection
        selection.order = nil
        var condition: Query = "\(try selection.from(request.project, in: connection)) AND task.id > \(after)"
        if !request.allTasks { condition += " AND task.annotations + task.cancelled > 0" }
        let ids = try connection.query("SELECT task.id \(condition) ORDER BY task.id LIMIT \(limit)").map { row in
            var cells = Cells(row)
            return cells.int()
        }
        guard !ids.isEmpty else { return [] }
        var tasks: [ExportedTask] = []
        tasks.reserveCapacity(ids.count)
        var places: [Int: Int] = [:]
        try connection.forEach(
            """
            SELECT \(raw: LabelTask.selection) FROM \(raw: LabelTask.tables)
            WHERE task.id IN (\(list: ids)) ORDER BY task.id
            """
        ) { row in
            var cells = Cells(row)
            let task = LabelTask(&cells)
            places[task.id] = tasks.count
            tasks.append(ExportedTask(task))
        }
        try addAnnotations(request, ids, places, &tasks, connection)
        try addPredictions(request, ids, places, &tasks, now, connection)
        try addDrafts(request, ids, places, &tasks, now, connection)
        return tasks
    }

    private static func addAnnotations(
        _ request: ExportRequest, _ ids: [Int], _ places: [Int: Int], _ tasks: inout [ExportedTask],
        _ connection: any SQLConnection
    ) throws {
        var people: Set<Int> = []
        try connection.forEach(
            """
            SELECT \(raw: Annotation.selection) FROM annotation
            WHERE annotation.task_id IN (\(list: ids)) ORDER BY annotation.id
            """
        ) { row in
            var cells = Cells(row)
            let annotation = Annotation(&cells)
            guard request.annotations.takes(annotation), let place = places[annotation.task] else { return }
            if let person = annotation.completedBy { people.insert(person) }
            tasks[place].annotations.append(ExportedAnnotation(annotation))
        }
        guard request.namesAnnotators else { return }
        let authors = try Authors(people, in: connection)
        for task in tasks.indices {
            for index in tasks[task].annotations.indices {
                guard let author = authors[tasks[task].annotations[index].completedBy] else { continue }
                tasks[task].annotations[index].annotator = ExportedPerson(
                    id: author.id, email: author.email, firstName: author.firstName, lastName: author.lastName
                )
            }
        }
    }

    private static func addPredictions(
        _ request: ExportRequest, _ ids: [Int], _ places: [Int: Int], _ tasks: inout [ExportedTask], _ now: Int,
        _ connection: any SQLConnection
    ) throws {
        let predicted = tasks.filter { $0.totalPredictions > 0 }.map(\.id)
        guard request.predictions != .none, !predicted.isEmpty else { return }
        for prediction in try Predictions.of(predicted, in: connection) {
            guard let place = places[prediction.task] else { continue }
            var json: String?
            let isParent = tasks[place].annotations.contains { $0.parentPrediction == prediction.id }
            if request.predictions == .full || isParent {
                var writer = JSONWriter()
                writer.prediction(prediction, now: now)
                json = writer.text
            }
            for index in tasks[place].annotations.indices
            where tasks[place].annotations[index].parentPrediction == prediction.id {
                tasks[place].annotations[index].prediction = json ?? "{}"
            }
            tasks[place].predictions.append(
                ExportedPrediction(id: prediction.id, json: request.predictions == .full ? json : nil)
            )
        }
    }

    private static func addDrafts(
        _ request: ExportRequest, _ ids: [Int], _ places: [Int: Int], _ tasks: inout [ExportedTask], _ now: Int,
        _ connection: any SQLConnection
    ) throws {
        guard request.drafts != .none else { return }
        let drafts = try connection.query(
            "SELECT \(raw: Draft.selection) FROM draft WHERE draft.task_id IN (\(list: ids)) ORDER BY draft.id"
        ).map { row in
            var cells = Cells(row)
            return Draft(&cells)
        }
        guard !drafts.isEmpty else { return }
        let authors = try Authors(drafts.map(\.user), in: connection)
        for draft in drafts {
            guard let place = places[draft.task] else { continue }
            var json: String?
            if request.drafts == .full {
                var writer = JSONWriter()
                writer.draft(draft, authors, now: now)
                json = writer.text
            }
            tasks[place].drafts.append(ExportedDraft(id: draft.id, json: json))
        }
    }
}

extension ExportedTask {
    fileprivate init(_ task: LabelTask) {
        self.init(
            id: task.id, project: task.project, data: task.data, createdAt: Int64(task.createdAt),
            updatedAt: Int64(task.updatedAt)
        )
        innerID = task.innerID
        if let meta = task.meta, meta != "null" { self.meta = meta }
        allowSkip = task.allowSkip
        updatedBy = task.updatedBy
        fileUpload = task.fileUpload
        totalAnnotations = task.counts.annotations
        cancelledAnnotations = task.counts.cancelled
        totalPredictions = task.counts.predictions
    }
}

extension ExportedAnnotation {
    fileprivate init(_ annotation: Annotation) {
        self.init(
            id: annotation.id, task: annotation.task, project: annotation.project, result: annotation.result,
            createdAt: Int64(annotation.createdAt), updatedAt: Int64(annotation.updatedAt)
        )
        completedBy = annotation.completedBy
        resultCount = annotation.resultCount
        wasCancelled = annotation.wasCancelled
        groundTruth = annotation.groundTruth
        draftCreatedAt = annotation.draftCreatedAt.map { Int64($0) }
        leadTime = annotation.leadTime
        uniqueID = annotation.uniqueID
        importID = annotation.importID
        lastAction = annotation.lastAction
        bulkCreated = annotation.bulkCreated
        updatedBy = annotation.updatedBy
        parentPrediction = annotation.parentPrediction
        parentAnnotation = annotation.parentAnnotation
        lastCreatedBy = annotation.lastCreatedBy
    }
}
