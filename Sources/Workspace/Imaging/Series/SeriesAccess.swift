import Storage

/// Who may look at a series: whoever may see a task that shows it, or one that shows the same patient (for a prior is
/// read beside what came after); whoever brought it; whoever manages projects.
enum SeriesAccess {
    /// A condition on `imaging_series` for its organisation and for the member.
    static func condition(for member: Member) -> Query {
        var condition: Query = "imaging_series.organization_id = \(member.organization)"
        guard !member.role.may(.manageProjects) else { return condition }
        condition += """
             AND (imaging_series.created_by = \(member.id) OR EXISTS (
                SELECT 1 FROM imaging_study shown
                JOIN imaging_series sibling ON sibling.study_id = shown.id
                JOIN imaging_use ON imaging_use.series_id = sibling.id
                JOIN task ON task.id = imaging_use.task_id
                JOIN project ON project.id = task.project_id
                JOIN imaging_study own ON own.id = imaging_series.study_id
                WHERE shown.organization_id = \(member.organization)
                    AND (shown.id = own.id OR shown.patient_key = own.patient_key)
                    AND project.organization_id = \(member.organization)\(ImportBatches.hiddenByID)
            ))
            """
        return condition
    }

    static func find(_ id: Int, for member: Member, in connection: any SQLConnection) throws -> SeriesRecord {
        let row = try connection.first(
            """
            SELECT \(raw: SeriesRecord.selection) FROM imaging_series
            WHERE imaging_series.id = \(id) AND \(condition(for: member))
            """
        )
        guard let row else { throw Refusal.missing("series") }
        var cells = Cells(row)
        return SeriesRecord(&cells)
    }

    /// Throws unless the member may look at the series.
    static func require(_ id: Int, for member: Member, in connection: any SQLConnection) throws {
        let row = try connection.first(
            "SELECT 1 FROM imaging_series WHERE imaging_series.id = \(id) AND \(condition(for: member))"
        )
        if row == nil { throw Refusal.missing("series") }
    }
}
