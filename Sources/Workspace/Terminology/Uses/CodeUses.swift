import Storage

/// How often the annotations of a project use each code, and when last: kept in the transaction that writes them.
enum CodeUses {
    /// Adds a difference to the stored counts.
    ///
    /// - Parameter now: when codes were used; nil where they were only taken away or counted anew.
    static func add(
        _ change: [ResultOutline.Code: Int], to project: Int, at now: Int?, in connection: any SQLConnection
    ) throws {
        var sums: [Code: Int] = [:]
        for (code, count) in change where !code.system.isEmpty {
            sums[Code(system: code.system, code: code.code), default: 0] += count
        }
        // Sorted, so that two transactions on PostgreSQL never wait for each other's rows crosswise.
        for (code, count) in sums.sorted(by: { $0.key < $1.key }) where count != 0 {
            let time = count > 0 ? now ?? 0 : 0
            try connection.execute(
                """
                INSERT INTO code_use (project_id, system, code, labels, last_at)
                VALUES (\(project), \(code.system), \(code.code), \(count), \(time))
                ON CONFLICT (project_id, system, code) DO UPDATE SET labels = code_use.labels + excluded.labels,
                    last_at = CASE WHEN excluded.last_at > code_use.last_at THEN excluded.last_at
                        ELSE code_use.last_at END
                """
            )
        }
    }

    /// Reads the codes of all annotations anew, as the interface names their systems now: for a recount.
    static func nameAll(of project: Project, in connection: any SQLConnection) throws {
        let systems = CodeSystems(config: project.labelConfig, project: project.id)
        var last = 0
        while true {
            let found = try connection.query(
                """
                SELECT \(raw: Annotation.selection) FROM annotation
                WHERE project_id = \(project.id) AND id > \(last)
                    AND (labels LIKE '%","taxonomy",%' OR labels LIKE '%"codes":%')
                ORDER BY id LIMIT 500
                """
            ).map { row in
                var cells = Cells(row)
                return Annotation(&cells)
            }
            guard let end = found.last else { return }
            last = end.id
            for annotation in found {
                var outline = try ResultOutline(result: annotation.result)
                outline.nameCodes(systems)
                guard outline.text != annotation.outline else { continue }
                try connection.execute(
                    "UPDATE annotation SET labels = \(outline.text) WHERE id = \(annotation.id)")
            }
        }
    }

    /// Dates the uses of codes by the annotations that have them.
    static func dateAll(of project: Int, in connection: any SQLConnection) throws {
        var dates: [Code: Int] = [:]
        try connection.forEach(
            """
            SELECT labels, updated_at FROM annotation
            WHERE project_id = \(project) AND labels LIKE '%"codes":%' ORDER BY id
            """
        ) { row in
            var cells = Cells(row)
            let outline = ResultOutline(stored: cells.text())
            let time = cells.int()
            for code in outline.codes.keys {
                dates[Code(system: code.system, code: code.code), default: 0].raise(to: time)
            }
        }
        for (code, time) in dates.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                """
                UPDATE code_use SET last_at = \(time)
                WHERE project_id = \(project) AND system = \(code.system) AND code = \(code.code)
                """
            )
        }
    }

    private struct Code: Hashable, Comparable {
        let system: String
        let code: String

        static func < (left: Code, right: Code) -> Bool { (left.system, left.code) < (right.system, right.code) }
    }
}

extension Int {
    fileprivate mutating func raise(to other: Int) { self = Swift.max(self, other) }
}
