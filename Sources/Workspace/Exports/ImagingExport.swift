import Exchange
import Imaging
import JSON
import PixelEngine
import Storage

/// Reads what exports say of images: the series of a task with their headers and identities, and the states of its masks.
actor ImagingExport {
    private let work: Work
    private let organization: Int
    /// The series read last; a project has few for its many annotations.
    private var known: [Int: ImagingSeries] = [:]

    init(_ work: Work, organization: Int) {
        self.work = work
        self.organization = organization
    }

    /// What the annotations of a task speak of; nil where they speak of no image.
    func imaging(of task: ExportedTask) async throws -> ExportedImaging? {
        // Nearly all tasks of the world show no image of the field: they are only looked through.
        let speaksOfImages =
            task.data.mentions("imaging") || task.annotations.contains { $0.result.mentions("\"med\"") }
        guard speaksOfImages else { return nil }
        let references = task.imagingReferences
        guard !references.isEmpty else { return nil }
        var imaging = ExportedImaging()
        for id in try await ids(references) {
            if let series = try await series(id) { imaging.series.append(series) }
        }
        for reference in references.masks {
            if let layers = try await layers(reference) { imaging.masks[reference] = layers }
        }
        return imaging
    }

    private func ids(_ references: ImagingReferences) async throws -> [Int] {
        let organization = organization
        let named = references.seriesIDs.sorted()
        let uids = references.seriesUIDs.sorted()
        return try await work.database.read { connection in
            let rows = try connection.query(
                """
                SELECT id, uid FROM imaging_series WHERE organization_id = \(organization)
                    AND (id IN (\(list: named)) OR uid IN (\(list: uids))) ORDER BY version DESC
                """
            )
            // The version that the task shows; else the last one of its UID.
            var chosen = rows.filter { named.contains($0.int("id")) }
            for row in rows where !chosen.contains(where: { $0.string("uid") == row.string("uid") }) {
                chosen.append(row)
            }
            return chosen.map { $0.int("id") }.sorted()
        }
    }

    private func series(_ id: Int) async throws -> ImagingSeries? {
        if let series = known[id] { return series }
        guard let room = work.imaging else { return nil }
        let plan = try await room.plans.plan(id, work.database)
        let row = try await work.database.read { connection in
            try connection.first(
                """
                SELECT imaging_series.header, imaging_study.uid, imaging_study.study_date, imaging_study.study_time,
                    imaging_study.description
                FROM imaging_series JOIN imaging_study ON imaging_study.id = imaging_series.study_id
                WHERE imaging_series.id = \(id)
                """
            )
        }
        guard let row, let header = try? JSONValue(parsing: row.string("header")) else { return nil }
        var study = ImagingStudy(uid: row.string("uid"))
        study.date = (row.optionalString("study_date") ?? "").filter(\.isNumber)
        study.time = (row.optionalString("study_time") ?? "").filter { $0.isNumber || $0 == "." }
        study.description = row.optionalString("description") ?? ""
        let tags = await tags(plan)
        let series = SeriesOfExport(id: id, header: header, plan: plan, tags: tags).series(study)
        if known.count >= 256 { known.removeAll() }
        known[id] = series
        return series
    }

    /// The elements of the first file: whom it shows stands nowhere else.
    private func tags(_ plan: SeriesPlan) async -> JSONValue {
        guard let pool = work.imaging?.pool, let source = try? await plan.source(0, in: work.blobs),
            let bytes = try? await pool.tags(source)
        else { return .null }
        return (try? JSONValue(parsing: bytes)) ?? .null
    }

    /// A state of a mask; nil where the mask is not here, or not so long.
    private func layers(_ reference: MaskReference) async throws -> MaskLayers? {
        let id = reference.mask.lowercased()
        let organization = organization
        let found = try await work.database.read { connection -> (MaskLog, JSONValue)? in
            let row = try connection.first(
                """
                SELECT \(raw: MaskLog.selection) FROM mask
                WHERE mask.id = \(id) AND mask.organization_id = \(organization)
                """
            )
            guard let row else { return nil }
            var cells = Cells(row)
            let mask = MaskLog(&cells)
            return (mask, try Masks.header(of: mask, in: connection))
        }
        guard let (mask, header) = found, (0...mask.operations).contains(reference.operations),
            let grid = MaskGrid.grid(of: header)
        else { return nil }
        let words = try await Masks(work).words(of: mask, at: reference.operations)
        var layers: [[UInt32]] = []
        var at = 1
        while at < words.count {
            let end = min(words.count, at + 1 + Int(words[at]))
            layers.append(Array(words[(at + 1)..<end]))
            at = end
        }
        return MaskLayers(columns: grid.columns, rows: grid.rows, slices: grid.slices, layers: layers)
    }
}
