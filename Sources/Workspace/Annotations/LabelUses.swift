import Storage

/// How often the annotations and the drafts of a project use each control and label.
enum LabelUses {
    enum Source: String {
        case annotations
        case drafts
    }

    /// Adds a difference to the stored counts.
    ///
    /// - Parameter now: when the labels were set; nil where they were only taken away or counted anew.
    static func add(
        _ change: ResultOutline, from source: Source, to project: Int, at now: Int? = nil,
        in connection: any SQLConnection
    ) throws {
        if source == .annotations { try CodeUses.add(change.codes, to: project, at: now, in: connection) }
        // Sorted, so that two transactions on PostgreSQL never wait for each other's rows crosswise.
        for (control, count) in change.controls.sorted(by: { key($0.key) < key($1.key) }) where count != 0 {
            try connection.execute(
                """
                INSERT INTO control_use (project_id, source, control, object, type, uses)
                VALUES (\(project), \(source.rawValue), \(control.from), \(control.to), \(control.type), \(count))
                ON CONFLICT (project_id, source, control, object, type)
                DO UPDATE SET uses = control_use.uses + excluded.uses
                """
            )
        }
        for (label, count) in change.labels.sorted(by: { key($0.key) < key($1.key) }) where count != 0 {
            try connection.execute(
                """
                INSERT INTO label_use (project_id, source, control, label, uses)
                VALUES (\(project), \(source.rawValue), \(label.from), \(label.label), \(count))
                ON CONFLICT (project_id, source, control, label)
                DO UPDATE SET uses = label_use.uses + excluded.uses
                """
            )
        }
    }

    private static func key(_ control: ResultOutline.Control) -> String {
        control.from + "\u{1F}" + control.to + "\u{1F}" + control.type
    }

    private static func key(_ label: ResultOutline.Label) -> String { label.from + "\u{1F}" + label.label }
}
