import JSON
import Storage

/// Keeping what models say about tasks.
package struct Predictions: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// What a client sends; nil leaves a field as it is.
    package struct Edit: Sendable {
        /// A JSON array of objects.
        package var result: String?
        package var modelVersion: String?
        package var score: Double??
        package var cluster: Int??
        package var mislabeling: Double?
        package var neighbors: String??

        package init() {}
    }

    package func create(_ edit: Edit, on task: Int, by member: Member) async throws -> Prediction {
        try member.require(.review)
        guard edit.result != nil else { throw Refusal.invalid(.init("result", "This field is required.")) }
        let now = work.clock.now()
        var prediction = Prediction(task: task, project: 0, at: now)
        try prediction.apply(edit)
        let prepared = prediction
        return try await work.database.write { connection in
            var prediction = prepared
            var scope = try TaskScope(task, for: member, in: connection)
            prediction.project = scope.project
            prediction.id = try Self.insert(prediction, in: connection)
            try Self.adopt(prediction.modelVersion, by: scope.project, in: connection)
            try scope.recount(by: member, at: now, in: connection)
            try EventLog.append(
                Event(
                    "prediction.create", .prediction, prediction.id, project: scope.project,
                    after: prediction.fingerprint
                ),
                by: member, at: now, in: connection
            )
            return prediction
        }
    }

    package func update(_ id: Int, _ edit: Edit, by member: Member) async throws -> Prediction {
        try member.require(.review)
        let now = work.clock.now()
        return try await work.database.write { connection in
            let before = try Self.find(id, in: connection)
            var scope = try TaskScope(before.task, for: member, in: connection)
            var prediction = before
            try prediction.apply(edit)
            prediction.updatedAt = now
            let changes = zip(Prediction.columns, prediction.values).map { column, value -> Query in
                "\(raw: column) = \(value)"
            }
            try connection.execute(
                "UPDATE prediction SET \(Query.joined(changes, separator: ", ")) WHERE id = \(id)"
            )
            try scope.recount(by: member, at: now, in: connection)
            try EventLog.append(
                Event(
                    "prediction.update", .prediction, id, project: scope.project, before: before.fingerprint,
                    after: prediction.fingerprint
                ),
                by: member, at: now, in: connection
            )
            return prediction
        }
    }

    package func delete(_ id: Int, by member: Member) async throws {
        try member.require(.review)
        let now = work.clock.now()
        try await work.database.write { connection in
            let prediction = try Self.find(id, in: connection)
            var scope = try TaskScope(prediction.task, for: member, in: connection)
            try connection.execute("DELETE FROM prediction WHERE id = \(id)")
            try scope.recount(by: member, at: now, in: connection)
            try EventLog.append(
                Event(
                    "prediction.delete", .prediction, id, project: scope.project, before: prediction.fingerprint
                ),
                by: member, at: now, in: connection
            )
        }
    }

    package func prediction(_ id: Int, for member: Member) async throws -> Prediction {
        try await work.database.read { connection in
            let prediction = try Self.find(id, in: connection)
            _ = try TaskScope(prediction.task, for: member, in: connection, lock: false)
            return prediction
        }
    }

    /// The predictions of a task, of a project, or of all projects of the organisation, by their ids. Only one task's
    /// are for everybody.
    package func list(
        task: Int? = nil, project: Int? = nil, after: Int = 0, limit: Int = .max, for member: Member
    ) async throws -> [Prediction] {
        if task == nil { try member.require(.seeAllWork) }
        return try await work.database.read { connection in
            var filter: Query = "project.organization_id = \(member.organization) AND prediction.id > \(after)"
            if let task { filter += " AND prediction.task_id = \(task)" }
            if let project {
                filter += " AND prediction.project_id = \(project)"
                filter += try ImportBatches.hidden(in: project, connection)
            } else {
                filter += ImportBatches.hiddenByID
            }
            return try connection.query(
                """
                SELECT \(raw: Prediction.selection) FROM prediction
                JOIN task ON task.id = prediction.task_id
                JOIN project ON project.id = prediction.project_id
                WHERE \(filter) ORDER BY prediction.id LIMIT \(limit)
                """
            ).map { row in
                var cells = Cells(row)
                return Prediction(&cells)
            }
        }
    }

    /// Deletes all predictions of one model version.
    package func deleteModelVersion(_ version: String, of project: Int, by member: Member) async throws -> Int {
        try member.require(.manageProjects)
        let now = work.clock.now()
        return try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection, lock: true)
            let tasks = try connection.query(
                """
                SELECT DISTINCT task_id FROM prediction
                WHERE project_id = \(project) AND model_version = \(version)
                """
            ).map { $0.int("task_id") }
            let count = try connection.execute(
                "DELETE FROM prediction WHERE project_id = \(project) AND model_version = \(version)"
            )
            for task in tasks {
                var scope = try TaskScope(task, for: member, in: connection)
                try scope.recount(by: member, at: now, in: connection)
            }
            try EventLog.append(
                Event("prediction.delete", .prediction, project: project, count: count), by: member, at: now,
                in: connection
            )
            return count
        }
    }

    /// Stores predictions for tasks of one project, all or none: `{task, result, model_version?, score?}`.
    package func importAll(
        _ items: [(task: Int, edit: Edit)], into project: Int, by member: Member
    ) async throws -> Int {
        try member.require(.manageProjects)
        let now = work.clock.now()
        var prepared: [Prediction] = []
        for (index, item) in items.enumerated() {
            var prediction = Prediction(task: item.task, project: project, at: now)
            do {
                try prediction.apply(item.edit)
            } catch let refusal as Refusal {
                throw Refusal.invalid(
                    "Prediction \(index + 1): \(refusal.faults.first?.messages.first ?? refusal.detail)")
            }
            prepared.append(prediction)
        }
        let predictions = prepared
        return try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection, lock: true)
            for (index, prediction) in predictions.enumerated() {
                do {
                    var scope = try TaskScope(prediction.task, for: member, in: connection)
                    guard scope.project == project else { throw Refusal.missing("Task") }
                    _ = try Self.insert(prediction, in: connection)
                    try scope.recount(by: member, at: now, in: connection)
                } catch let refusal as Refusal where refusal.kind == .notFound {
                    throw Refusal.invalid(
                        "Prediction \(index + 1): the project has no task \(prediction.task)."
                    )
                }
            }
            if let last = predictions.last { try Self.adopt(last.modelVersion, by: project, in: connection) }
            try EventLog.append(
                Event("prediction.create", .prediction, project: project, count: predictions.count), by: member,
                at: now, in: connection
            )
            return predictions.count
        }
    }

    static func insert(_ prediction: Prediction, in connection: any SQLConnection) throws -> Int {
        let columns = Prediction.columns.joined(separator: ", ")
        return try connection.integer(
            "INSERT INTO prediction (\(raw: columns)) VALUES (\(list: prediction.values)) RETURNING id"
        )
    }

    /// The first model version that predicts in a project is the one that is shown.
    static func adopt(_ version: String, by project: Int, in connection: any SQLConnection) throws {
        try connection.execute(
            "UPDATE project SET model_version = \(version) WHERE id = \(project) AND model_version = ''"
        )
    }

    private static func find(_ id: Int, in connection: any SQLConnection) throws -> Prediction {
        guard let prediction = try Prediction.find(id, in: connection) else {
            throw Refusal.missing("Prediction")
        }
        return prediction
    }

    static func of(_ tasks: [Int], in connection: any SQLConnection) throws -> [Prediction] {
        try connection.query(
            """
            SELECT \(raw: Prediction.selection) FROM prediction
            WHERE prediction.task_id IN (\(list: tasks)) ORDER BY prediction.id
            """
        ).map { row in
            var cells = Cells(row)
            return Prediction(&cells)
        }
    }
}

extension Prediction {
    fileprivate mutating func apply(_ edit: Predictions.Edit) throws {
        if let result = edit.result {
            _ = try ResultOutline(result: result)
            self.result = result
        }
        if let value = edit.modelVersion { modelVersion = value.isEmpty ? "undefined" : value }
        if let value = edit.score { score = value }
        if let value = edit.cluster { cluster = value }
        if let value = edit.mislabeling { mislabeling = value }
        if let value = edit.neighbors { neighbors = value }
    }
}
