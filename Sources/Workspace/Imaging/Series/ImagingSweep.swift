import Storage

/// Removes what belongs to images and nobody can reach any more: masks without a task, series without a task, files
/// without a series. Bytes and renditions go after the rows.
struct ImagingSweep: Sendable {
    private let work: Work

    init(_ work: Work) { self.work = work }

    /// A series is left alone for so long: an import names its tasks after it.
    private static let grace = 3_600_000_000

    func run() async throws {
        let old = work.clock.now() - Self.grace
        try await work.database.write { try MaskRemoval.sweep(in: $0) }
        while try await work.database.write({ connection in
            let ids = try connection.query(
                """
                SELECT id FROM imaging_series
                WHERE is_kept = \(false) AND created_at < \(old)
                    AND NOT EXISTS (SELECT 1 FROM imaging_use WHERE imaging_use.series_id = imaging_series.id)
                    AND NOT EXISTS (SELECT 1 FROM mask WHERE mask.series_id = imaging_series.id)
                    AND NOT EXISTS (SELECT 1 FROM import_batch WHERE import_batch.id = imaging_series.batch_id
                        AND import_batch.state IN ('created', 'in_progress'))
                ORDER BY id LIMIT 100
                """
            ).map { $0.int("id") }
            try connection.execute("DELETE FROM imaging_series WHERE id IN (\(list: ids))")
            return !ids.isEmpty
        }) {}
        while try await work.database.write({ connection in
            let ids = try connection.query(
                """
                SELECT id FROM imaging_instance
                WHERE created_at < \(old) AND NOT EXISTS (SELECT 1 FROM imaging_series_instance
                    WHERE imaging_series_instance.instance_id = imaging_instance.id)
                ORDER BY id LIMIT 1000
                """
            ).map { $0.int("id") }
            try connection.execute("DELETE FROM imaging_instance WHERE id IN (\(list: ids))")
            return !ids.isEmpty
        }) {}
        try await work.database.write { connection in
            try connection.execute(
                """
                DELETE FROM imaging_study WHERE created_at < \(old)
                    AND NOT EXISTS (SELECT 1 FROM imaging_series WHERE imaging_series.study_id = imaging_study.id)
                """
            )
        }
        try await sweepRenditions()
    }

    /// Renditions of files that are gone.
    private func sweepRenditions() async throws {
        guard let room = work.imaging else { return }
        let kept = await room.renditions.blobs()
        for start in stride(from: 0, to: kept.count, by: 500) {
            let part = Array(kept[start..<min(start + 500, kept.count)])
            let used = try await work.database.read { connection in
                try connection.query(
                    "SELECT DISTINCT blob FROM imaging_instance WHERE blob IN (\(list: part))"
                ).map { $0.string("blob") }
            }
            let gone = Set(part).subtracting(used)
            if !gone.isEmpty { await room.renditions.forget(blobs: gone.sorted()) }
        }
    }
}
