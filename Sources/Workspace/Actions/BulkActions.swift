import Storage

/// Runs ``BulkAction``s, some hundred tasks a transaction so that others' work fits between.
package struct BulkActions: Sendable {
    private static let chunk = 500

    let work: Work

    package init(_ work: Work) { self.work = work }

    /// What narrows an action down.
    package struct Options: Sendable {
        /// For annotations: only those of this person.
        package var annotator: Int?
        /// For predictions: only those of this model version.
        package var modelVersion: String?

        package init() {}
    }

    /// Does it to all selected tasks; answers how many things it changed.
    package func run(
        _ action: BulkAction, on selection: TaskSelection, of project: Int, options: Options = Options(),
        by member: Member, progress: @Sendable (Int) async throws -> Void = { _ in }
    ) async throws -> Int {
        try member.require(.manageProjects)
        if action == .removeDuplicates { return try await removeDuplicates(selection, of: project, by: member) }
        let now = work.clock.now()
        var last = 0
        var count = 0
        while true {
            let after = last
            let (end, changed) = try await work.database.write { connection -> (Int?, Int) in
                _ = try Projects.find(project, for: member, in: connection)
                let ids = try selection.ids(project, after: after, limit: Self.chunk, in: connection)
                guard let end = ids.last else { return (nil, 0) }
                let changed = try Self.perform(action, ids, project, options, member, now, connection)
                // With each part: what a kill leaves done must not be without its event.
                try EventLog.append(
                    Event("action.\(action.rawValue)", .task, project: project, count: changed), by: member, at: now,
                    in: connection
                )
                return (end, changed)
            }
            guard let end else { break }
            last = end
            count += changed
            try await progress(count)
        }
        return count
    }

    private static func perform(
        _ action: BulkAction, _ ids: [Int], _ project: Int, _ options: Options, _ member: Member, _ now: Int,
        _ connection: any SQLConnection
    ) throws -> Int {
        switch action {
        case .deleteTasks: return try TaskRemoval.remove(ids, of: project, in: connection)
        case .deleteAnnotations: return try deleteAnnotations(ids, options, member, now, connection)
        case .deletePredictions: return try deletePredictions(ids, options, member, now, connection)
        case .predictionsToAnnotations: return try annotate(ids, project, options, member, now, connection)
        case .removeDuplicates: return 0
        }
    }

    private static func deleteAnnotations(
        _ ids: [Int], _ options: Options, _ member: Member, _ now: Int, _ connection: any SQLConnection
    ) throws -> Int {
        let annotations = try Annotations.of(ids, visibleTo: member, in: connection)
            .filter { options.annotator == nil || $0.completedBy == options.annotator }
        var gone: [Int: ResultOutline] = [:]
        for annotation in annotations {
            try Annotations.keepVersion(annotation, replacedBy: "deleted", member, now, connection)
            gone[annotation.project, default: ResultOutline()]
                .add(ResultOutline(stored: annotation.outline), times: -1)
        }
        let drafts = try connection.query(
            """
            SELECT project_id, labels FROM draft WHERE annotation_id IN (\(list: annotations.map(\.id)))
                AND labels <> '{}'
            """
        )
        for row in drafts {
            var outline = ResultOutline()
            outline.add(ResultOutline(stored: row.string("labels")), times: -1)
            try LabelUses.add(outline, from: .drafts, to: row.int("project_id"), in: connection)
        }
        try connection.execute("DELETE FROM annotation WHERE id IN (\(list: annotations.map(\.id)))")
        for (project, outline) in gone {
            try LabelUses.add(outline, from: .annotations, to: project, in: connection)
        }
        try recount(annotations.map(\.task), member, now, connection)
        return annotations.count
    }

    private static func deletePredictions(
        _ ids: [Int], _ options: Options, _ member: Member, _ now: Int, _ connection: any SQLConnection
    ) throws -> Int {
        var condition: Query = "task_id IN (\(list: ids))"
        if let version = options.modelVersion { condition += " AND model_version = \(version)" }
        let rows = try connection.query("DELETE FROM prediction WHERE \(condition) RETURNING task_id")
        try recount(rows.map { $0.int("task_id") }, member, now, connection)
        return rows.count
    }

    /// Makes an annotation of the newest prediction of each task, unless the member has one there already.
    private static func annotate(
        _ ids: [Int], _ project: Int, _ options: Options, _ member: Member, _ now: Int,
        _ connection: any SQLConnection
    ) throws -> Int {
        let wanted = options.modelVersion
        var newest: [Int: Prediction] = [:]
        for prediction in try Predictions.of(ids, in: connection)
        where wanted == nil || prediction.modelVersion == wanted {
            newest[prediction.task] = prediction
        }
        let mine = Set(
            try connection.query(
                "SELECT task_id FROM annotation WHERE task_id IN (\(list: ids)) AND completed_by = \(member.id)"
            ).map { $0.int("task_id") }
        )
        let systems = try CodeSystems(of: project, in: connection)
        var labels = ResultOutline()
        var done: [Int] = []
        for (task, prediction) in newest.sorted(by: { $0.key < $1.key }) where !mine.contains(task) {
            var annotation = Annotation(
                task: task, project: project, uniqueID: "prediction-\(prediction.id)-\(member.id)-\(now)", at: now
            )
            try annotation.setResult(prediction.result)
            try annotation.nameCodes(systems)
            annotation.completedBy = member.id
            annotation.updatedBy = member.id
            annotation.parentPrediction = prediction.id
            annotation.lastAction = "prediction"
            annotation.bulkCreated = true
            _ = try annotation.insert(in: connection)
            labels.add(ResultOutline(stored: annotation.outline))
            done.append(task)
        }
        try LabelUses.add(labels, from: .annotations, to: project, at: now, in: connection)
        try recount(done, member, now, connection)
        return done.count
    }

    private static func recount(
        _ tasks: [Int], _ member: Member, _ now: Int, _ connection: any SQLConnection
    ) throws {
        for task in Set(tasks).sorted() {
            var scope = try TaskScope(task, for: member, in: connection)
            try scope.recount(by: member, at: now, in: connection)
        }
    }
}
