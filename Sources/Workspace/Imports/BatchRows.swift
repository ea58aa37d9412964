import Exchange
import Storage

/// Tasks that are ready to be inserted, with all that came with them; ids are given in the transaction.
struct BatchRows: Sendable {
    /// Few enough that others' work fits between the transactions, enough that flushing does not count.
    static let mostTasks = 4000
    static let mostBytes = 16 << 20

    private(set) var tasks: [ImportedTask] = []
    private(set) var outlines: [[(count: Int, text: String)]] = []
    /// Masks that are stored with a task, by its place.
    private(set) var masks: [Int: [SegmentFolding.NewMask]] = [:]
    private(set) var bytes = 0

    var isFull: Bool { tasks.count >= Self.mostTasks || bytes >= Self.mostBytes }
    var isEmpty: Bool { tasks.isEmpty }

    /// Takes a task; `outlines` are those of its annotations, then of its drafts.
    mutating func add(
        _ task: ImportedTask, outlines: [(count: Int, text: String)], masks own: [SegmentFolding.NewMask] = []
    ) {
        if !own.isEmpty { masks[tasks.count] = own }
        tasks.append(task)
        self.outlines.append(outlines)
        bytes +=
            task.data.utf8.count + task.annotations.reduce(0) { $0 + $1.result.utf8.count }
            + task.predictions.reduce(0) { $0 + $1.result.utf8.count }
    }

    /// What was inserted.
    struct Sum: Sendable {
        var tally = ProjectTally()
        var drafts = 0
        var ids: [Int] = []
    }

    static let taskColumns = [
        "id", "project_id", "inner_id", "overlap", "is_labeled", "annotations", "cancelled", "ground_truths",
        "predictions", "drafts", "score", "lead_time", "completed_at", "batch_id", "file_upload_id", "allow_skip",
        "created_at", "updated_at", "updated_by",
    ]

    /// Inserts everything with the ids it gets.
    func insert(_ batch: BatchContext, in connection: any SQLConnection) throws -> Sum {
        let ids = try connection.reserveIDs(of: "task", count: tasks.count)
        let last = try connection.integer(
            """
            UPDATE project_tally SET last_inner_id = last_inner_id + \(tasks.count)
            WHERE project_id = \(batch.project.id) RETURNING last_inner_id
            """
        )
        let annotationIDs = try connection.reserveIDs(
            of: "annotation", count: tasks.reduce(0) { $0 + $1.annotations.count }
        )
        var sum = Sum()
        sum.ids = ids
        var taskRows: [[SQLValue]] = []
        taskRows.reserveCapacity(tasks.count)
        var annotations: [[SQLValue]] = []
        var predictions: [[SQLValue]] = []
        var drafts: [[SQLValue]] = []
        for (index, task) in tasks.enumerated() {
            let id = ids[index]
            var counts = TaskCounts()
            counts.overlap = task.overlap.map { max(1, $0) } ?? batch.overlap
            var done = WorkOnTask()
            var byImportID: [Int: Int] = [:]
            for (number, imported) in task.annotations.enumerated() {
                let annotation = try batch.annotation(imported, of: id, outline: outlines[index][number])
                let annotationID = annotationIDs[annotations.count]
                if let old = imported.importID { byImportID[old] = annotationID }
                annotations.append([.integer(Int64(annotationID))] + annotation.values)
                done.add(
                    by: annotation.completedBy, wasCancelled: annotation.wasCancelled,
                    groundTruth: annotation.groundTruth, leadTime: annotation.leadTime, at: annotation.createdAt
                )
            }
            done.fill(&counts, skips: batch.project.skipQueue)
            for imported in task.predictions {
                predictions.append(batch.prediction(imported, of: id).values)
                counts.score = (counts.score ?? 0) + (imported.score ?? 0) / Double(task.predictions.count)
            }
            if task.predictions.allSatisfy({ $0.score == nil }) { counts.score = nil }
            counts.predictions = task.predictions.count
            for (number, imported) in task.drafts.enumerated() {
                let outline = outlines[index][task.annotations.count + number]
                drafts.append(try batch.draft(imported, of: id, byImportID, outline: outline.text).values)
            }
            counts.drafts = task.drafts.count
            sum.tally = sum.tally + ProjectTally(of: counts)
            sum.drafts += counts.drafts
            taskRows.append(
                batch.row(task, id: id, innerID: task.innerID ?? last - tasks.count + index + 1, counts)
            )
        }
        try connection.copyIn("task", columns: Self.taskColumns, rows: taskRows)
        let bodies = zip(ids, tasks).lazy.map { id, task -> [SQLValue] in
            [.integer(Int64(id)), task.meta.sqlValue, .text(task.data)]
        }
        try connection.copyIn("task_body", columns: ["task_id", "meta", "data"], rows: bodies)
        if !annotations.isEmpty {
            try connection.copyIn("annotation", columns: ["id"] + Annotation.columns, rows: annotations)
        }
        if !predictions.isEmpty {
            try connection.copyIn("prediction", columns: Prediction.columns, rows: predictions)
        }
        if !drafts.isEmpty { try connection.copyIn("draft", columns: Draft.columns, rows: drafts) }
        for (place, own) in masks {
            for mask in own { try mask.insert(of: ids[place], batch, in: connection) }
        }
        try noteImages(ids, batch, in: connection)
        return sum
    }

    /// Notes which series and masks the tasks show.
    private func noteImages(_ ids: [Int], _ batch: BatchContext, in connection: any SQLConnection) throws {
        var uses: [(task: Int, series: [Int])] = []
        for (id, task) in zip(ids, tasks) {
            let series = SeriesAddress.all(in: task.data)
            if !series.isEmpty { uses.append((id, series)) }
            for result in task.annotations.lazy.map(\.result) + task.predictions.map(\.result) {
                try MaskMention.note(result, on: id, of: batch.member.organization, in: connection)
            }
        }
        try SeriesAddress.store(uses, of: batch.member.organization, in: connection)
    }
}
