import Compression
import Exchange
import Imaging
import JSON
import LabelConfig
import PixelEngine
import Storage

/// Takes segments that Label Studio was given slice by slice back as one result each, with a mask of the new task's own that is
/// painted from the slices. So what was changed in Label Studio counts, and where the mask came from need not be here.
///
/// What cannot be taken back stays as it came: brush regions, one a slice.
struct SegmentFolding: Sendable {
    /// A mask to be stored with its task.
    struct NewMask: Sendable {
        let id: String
        let series: Int
        let object: String
        let base: BlobID
        let hash: String
    }

    let work: Work
    let member: Member

    /// Nil where the project's interface asks for no segments: its results are not looked at.
    init?(_ work: Work, _ project: Project, _ member: Member) {
        guard let config = try? LabelConfig(parsing: project.labelConfig),
            config.interface.controls.contains(where: { $0.medical == "mask" })
        else { return nil }
        self.work = work
        self.member = member
    }

    /// Folds all results of a task; answers the masks that must be stored with it.
    func fold(_ task: inout ImportedTask) async throws -> [NewMask] {
        var masks: [NewMask] = []
        for index in task.annotations.indices {
            masks += try await fold(&task.annotations[index].result, &task.data)
        }
        for index in task.predictions.indices {
            masks += try await fold(&task.predictions[index].result, &task.data)
        }
        for index in task.drafts.indices { masks += try await fold(&task.drafts[index].result, &task.data) }
        return masks
    }

    private func fold(_ result: inout String, _ data: inout String) async throws -> [NewMask] {
        guard result.mentions("\"mask\""), result.mentions("\"segment\""),
            let items = (try? JSONValue(parsing: result))?.array
        else { return [] }
        var groups = UnfoldedMask.all(in: items)
        groups.removeAll { mask in !mask.segments.contains { !$0.slices.isEmpty } }
        guard !groups.isEmpty else { return [] }
        var masks: [NewMask] = []
        var folded: [Int: JSONValue] = [:]
        var taken: Set<Int> = []
        for group in groups {
            guard let series = try await series(group.series, in: &data),
                let header = try? JSONValue(parsing: series.header), let grid = MaskGrid.grid(of: header),
                let painted = group.painted(on: grid)
            else { continue }
            let id = work.newName()
            let base = try await work.blobs.put(Gzip.packed(MaskLog.bytes(painted.state)))
            masks.append(
                NewMask(id: id, series: series.id, object: group.object, base: base.id, hash: painted.hash))
            for (segment, place) in zip(group.segments, painted.places) {
                folded[segment.index] = segment.folded(items[segment.index], into: id, painted.hash, place, grid)
                taken.formUnion(segment.parts)
            }
        }
        guard !masks.isEmpty else { return [] }
        let kept = items.indices.filter { !taken.contains($0) }
        result = JSONValue.array(kept.map { folded[$0] ?? items[$0] }).text
        return masks
    }

    /// The series that a mask lies on, among those that the task shows.
    ///
    /// A task of another server says its number there. Where that is the only one it names, and the series is here under another
    /// number, the data get that number.
    private func series(_ uid: String?, in data: inout String) async throws -> SeriesRecord? {
        let shown = SeriesAddress.all(in: data)
        let organization = member.organization
        // Without a name it can only mean the one that there is.
        guard uid != nil || shown.count == 1 else { return nil }
        let isMeant: Query =
            if let uid { "imaging_series.uid = \(uid)" } else { "imaging_series.id IN (\(list: shown))" }
        let found = try await work.database.read { connection in
            try connection.query(
                """
                SELECT \(raw: SeriesRecord.selection) FROM imaging_series
                WHERE imaging_series.organization_id = \(organization)
                    AND \(isMeant)
                ORDER BY imaging_series.version DESC, imaging_series.part
                """
            ).map { row in
                var cells = Cells(row)
                return SeriesRecord(&cells)
            }
        }
        if let named = found.first(where: { shown.contains($0.id) }) { return named }
        guard let series = found.first, shown.count == 1, let old = shown.first else { return nil }
        data = SeriesAddress.renamed(old, to: series.id, in: data)
        return series
    }
}

extension SegmentFolding.NewMask {
    /// Stores the mask, empty of operations, on its state.
    func insert(of task: Int, _ batch: BatchContext, in connection: any SQLConnection) throws {
        try connection.execute(
            """
            INSERT INTO mask (id, organization_id, project_id, task_id, series_id, object, base, operations, hash,
                verified, created_by, created_at, updated_at)
            VALUES (\(id), \(batch.member.organization), \(batch.project.id), \(task), \(series), \(object),
                \(base.hex), 0, \(hash), 0, \(batch.member.id), \(batch.now), \(batch.now))
            """
        )
        try connection.execute("INSERT INTO mask_use (task_id, mask_id) VALUES (\(task), \(id))")
        try EventLog.append(
            Event("mask.create", .mask, project: batch.project.id, after: EventLog.hash(id + hash)), by: batch.member,
            at: batch.now, in: connection
        )
    }
}
