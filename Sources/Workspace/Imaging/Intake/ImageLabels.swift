import Exchange
import Imaging
import JSON
import LabelConfig
import PixelEngine
import Storage

/// Puts the labels of a file (SEG, RTSTRUCT, SR, label map) onto the tasks of the project that show the series it speaks of.
struct ImageLabels: Sendable {
    let work: Work
    let project: Project
    let member: Member
    let request: ImportRequest

    /// Where labels go.
    struct Target: Sendable {
        let task: Int
        let series: SeriesRecord
        let plan: SeriesPlan

        /// The series as readers and writers of formats know it.
        var exported: ImagingSeries? {
            guard let header = try? JSONValue(parsing: series.header) else { return nil }
            return SeriesOfExport(id: series.id, header: header, plan: plan, tags: .null)
                .series(ImagingStudy(uid: ""))
        }
    }

    /// Answers on how many tasks the labels were put.
    func add(_ file: MedicalIntake.Arrival) async throws -> Int {
        let room = try work.readingRoom()
        let pool = try room.workers()
        let source = DecodeSource(
            path: try await work.blobs.localPath(of: file.blob), key: file.blob.hex, name: file.name)
        let bytes: [UInt8]
        do { bytes = try await pool.labels(source) } catch { throw Refusal(error) }
        guard let labels = LabelFile(json: bytes) else { throw Refusal(.failed, "its labels cannot be read") }
        let targets = try await targets(of: file, labels, room)
        guard !targets.isEmpty else {
            throw Refusal(.notFound, "no task of this project shows the series it speaks of")
        }
        var count = 0
        let config = try? LabelConfig(parsing: project.labelConfig)
        for target in targets {
            if labels.kind == .report {
                guard let config, let result = Self.figures(labels, on: target, config) else { continue }
                try await store(result, from: "imported sr", on: target)
                count += 1
                continue
            }
            let painting = LabelPainting(config: config, labels: labels)
            guard let work = try painting.paint(on: target.series, target.plan) else { continue }
            try await store(work, on: target)
            count += 1
        }
        guard count > 0 else { throw Refusal(.invalid, "it holds no labels that this project's interface asks for") }
        return count
    }

    private func targets(
        of file: MedicalIntake.Arrival, _ labels: LabelFile, _ room: ReadingRoom
    ) async throws -> [Target] {
        let uids = labels.referencedSeries + file.inspected.references.compactMap(\.series)
        let named = file.inspected.references.flatMap(\.instances) + (file.image.map { [$0] } ?? [])
        return try await targets(uids: uids, sops: named, ids: [], room)
    }

    /// The tasks of the project that show a series which is named by its UID, by that of one of its images, or by its number.
    func targets(uids: [String], sops: [String], ids: [Int], _ room: ReadingRoom) async throws -> [Target] {
        let uids = Set(uids).sorted()
        let sops = Array(Set(sops).sorted().prefix(500))
        let ids = Set(ids).sorted()
        let project = project.id
        let rows = try await work.database.read { connection -> [(Int, SeriesRecord)] in
            try connection.query(
                """
                SELECT DISTINCT imaging_use.task_id, \(raw: SeriesRecord.selection) FROM imaging_use
                JOIN imaging_series ON imaging_series.id = imaging_use.series_id
                JOIN task ON task.id = imaging_use.task_id
                WHERE task.project_id = \(project) AND (imaging_series.uid IN (\(list: uids))
                    OR imaging_series.id IN (\(list: ids))
                    OR EXISTS (SELECT 1 FROM imaging_series_instance
                        JOIN imaging_instance ON imaging_instance.id = imaging_series_instance.instance_id
                        WHERE imaging_series_instance.series_id = imaging_series.id
                            AND imaging_instance.sop IN (\(list: sops))))
                ORDER BY imaging_use.task_id
                """
            ).map { row in
                var cells = Cells(row)
                return (cells.int(), SeriesRecord(&cells))
            }
        }
        var targets: [Target] = []
        for (task, series) in rows {
            targets.append(
                Target(task: task, series: series, plan: try await room.plans.plan(series.id, work.database)))
        }
        return targets
    }

    /// The figures of a report that lie on a series, as a result; nil where there are none, or nothing asks for them.
    private static func figures(_ labels: LabelFile, on target: Target, _ config: LabelConfig) -> JSONValue? {
        guard let series = target.exported else { return nil }
        let figures = ReportResults(config, on: series)?.results(of: labels) ?? []
        return figures.isEmpty ? nil : .array(figures)
    }

    /// Stores the mask as a log of one load a segment, and the result that names it.
    func store(_ painted: LabelPainting.Work, on target: Target) async throws {
        let masks = Masks(work)
        var result = painted.result
        if !painted.records.isEmpty {
            let id = work.newName()
            let new = Masks.New(id: id, series: String(target.series.id), task: target.task, object: painted.object)
            _ = try await masks.create(new, by: member)
            let hash = try painted.hash()
            let mask = try await masks.append(painted.records, to: id, after: 0, hash: hash, by: member)
            try await masks.keepState(of: mask)
            result = painted.result(naming: id, operations: mask.operations, hash: mask.hash)
        }
        try await store(result, from: painted.source, on: target)
    }

    func store(_ result: JSONValue, from source: String, on target: Target) async throws {
        switch request.labelsBecome {
        case .predictions:
            var edit = Predictions.Edit()
            edit.result = result.text
            edit.modelVersion = source
            _ = try await Predictions(work).create(edit, on: target.task, by: member)
        case .annotations:
            _ = try await Annotations(work).create(NewAnnotation(result: result.text), on: target.task, by: member)
        }
    }
}
