import Imaging
import JSON
import Storage

/// Looking at series: their headers, frames, tags, tiles and studies.
package struct SeriesReading: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// Bytes that never change, and the name by which a browser may ask whether they did.
    package struct Rendition: Sendable {
        package let bytes: [UInt8]
        package let tag: String
        package let mediaType: String
    }

    /// The header of a series as JSON.
    package func header(of id: Int, for member: Member) async throws -> String {
        let (series, study) = try await work.database.read { connection in
            let series = try SeriesAccess.find(id, for: member, in: connection)
            return (series, try Self.study(series.study, in: connection))
        }
        let range: ClosedRange<Int>?
        if let known = series.range { range = known } else { range = await self.range(of: series) }
        return Self.text(series, study, range)
    }

    /// Looks at the frame in the middle where no frame was looked at: it is the first that will be asked for.
    private func range(of series: SeriesRecord) async -> ClosedRange<Int>? {
        guard let room = work.imaging, let pool = room.pool,
            let plan = try? await room.plans.plan(series.id, work.database), !plan.frames.isEmpty
        else { return nil }
        return try? await FrameShop(work: work, room: room, pool: pool).range(plan, plan.frames.count / 2)
    }

    private static func text(_ series: SeriesRecord, _ study: StudyRecord, _ range: ClosedRange<Int>?) -> String {
        var writer = JSONWriter(capacity: series.header.utf8.count + 512)
        writer.object { writer in
            writer.member("id", series.id)
            writer.member("version", series.version)
            writer.member("study", object: { $0.study(study) })
            writer.key("pixel_range")
            if let range {
                writer.array { writer in
                    writer.value(range.lowerBound)
                    writer.value(range.upperBound)
                }
            } else {
                writer.null()
            }
        }
        // The stored header is an object too: its members follow ours.
        let rest = series.header.dropFirst()
        return writer.text.dropLast() + (rest == "}" ? "" : ",") + rest
    }

    /// A frame in the wire form under gzip.
    package func frame(
        _ number: Int, of id: Int, isReduced: Bool, for member: Member
    ) async throws -> Rendition {
        let shop = try await shop(id, for: member)
        return try await shop.frame(number, isReduced: isReduced, prefetches: true)
    }

    /// Frames of a range, one after the other; the member was asked for once.
    package func frames(
        of id: Int, isReduced: Bool, for member: Member
    ) async throws -> @Sendable (_ number: Int) async throws -> Rendition {
        let shop = try await shop(id, for: member)
        return { try await shop.frame($0, isReduced: isReduced, prefetches: false) }
    }

    /// How many frames a series has.
    package func frameCount(of id: Int, for member: Member) async throws -> Int {
        try await work.database.read { try SeriesAccess.find(id, for: member, in: $0).frameCount }
    }

    /// A frame as a picture.
    package func picture(
        _ number: Int, of id: Int, _ wish: PictureWish, for member: Member
    ) async throws -> Rendition {
        try await shop(id, for: member).picture(number, wish)
    }

    /// A small picture of the series: the frame in the middle, or the slide.
    package func thumbnail(of id: Int, longestSide: Int, for member: Member) async throws -> Rendition {
        try await shop(id, for: member).thumbnail(longestSide: longestSide)
    }

    /// The elements of a file of the series in the DICOM JSON model.
    package func tags(_ instance: Int, of id: Int, for member: Member) async throws -> [UInt8] {
        try await shop(id, for: member).tags(instance)
    }

    package func tile(level: Int, column: Int, row: Int, of id: Int, for member: Member) async throws -> Rendition {
        try await shop(id, for: member).tile(level: level, column: column, row: row)
    }

    private func shop(_ id: Int, for member: Member) async throws -> FrameShop.OfSeries {
        let room = try work.readingRoom()
        try await work.database.read { try SeriesAccess.require(id, for: member, in: $0) }
        let plan = try await room.plans.plan(id, work.database)
        return FrameShop.OfSeries(shop: FrameShop(work: work, room: room, pool: try room.workers()), plan: plan)
    }

    // MARK: Studies

    /// A study with the series of it that the member may look at.
    package func study(_ id: Int, for member: Member) async throws -> StudyRecord {
        let found = try await work.database.read { connection in
            try Self.studies("imaging_study.id = \(id)", for: member, in: connection)
        }
        guard let study = found.first else { throw Refusal.missing("study") }
        return study
    }

    /// The studies of the patient that a series is of, the newest first; only its own where it names no patient.
    package func studies(ofPatientIn series: Int, for member: Member) async throws -> [StudyRecord] {
        try await work.database.read { connection in
            let series = try SeriesAccess.find(series, for: member, in: connection)
            let key = try connection.first("SELECT patient_key FROM imaging_study WHERE id = \(series.study)")?
                .optionalString("patient_key")
            let condition: Query =
                if let key { "imaging_study.patient_key = \(key)" } else { "imaging_study.id = \(series.study)" }
            return try Self.studies(condition, for: member, in: connection)
        }
    }

    private static func studies(
        _ condition: Query, for member: Member, in connection: any SQLConnection
    ) throws -> [StudyRecord] {
        var studies = try connection.query(
            """
            SELECT \(raw: StudyRecord.selection) FROM imaging_study
            WHERE imaging_study.organization_id = \(member.organization) AND \(condition)
            ORDER BY imaging_study.study_date DESC, imaging_study.study_time DESC, imaging_study.id DESC
            """
        ).map { row in
            var cells = Cells(row)
            return StudyRecord(&cells)
        }
        for index in studies.indices {
            // Of a series that grew only the last version counts, unless a task still shows an older one.
            studies[index].series = try connection.query(
                """
                SELECT \(raw: SeriesRecord.selection) FROM imaging_series
                WHERE imaging_series.study_id = \(studies[index].id) AND \(SeriesAccess.condition(for: member))
                ORDER BY imaging_series.number, imaging_series.uid, imaging_series.part, imaging_series.version
                """
            ).map { row in
                var cells = Cells(row)
                return SeriesRecord(&cells)
            }
        }
        return studies.filter { !$0.series.isEmpty }
    }

    private static func study(_ id: Int, in connection: any SQLConnection) throws -> StudyRecord {
        let row = try connection.first(
            "SELECT \(raw: StudyRecord.selection) FROM imaging_study WHERE imaging_study.id = \(id)"
        )
        guard let row else { throw Refusal.missing("study") }
        var cells = Cells(row)
        return StudyRecord(&cells)
    }
}

extension JSONWriter {
    package mutating func study(_ study: StudyRecord) {
        member("id", study.id)
        member("uid", study.uid)
        member("date", study.date)
        member("time", study.time)
        member("description", study.description)
    }

    /// What a list of series says of one.
    package mutating func listedSeries(_ series: SeriesRecord) {
        let header = (try? JSONValue(parsing: series.header)) ?? .null
        object { writer in
            writer.member("id", series.id)
            writer.member("version", series.version)
            for key in [
                "kind", "uid", "part", "part_name", "modality", "number", "description", "body_part", "laterality",
                "view", "frame_count", "columns", "rows", "slide",
            ] {
                if key == "slide" {
                    writer.member("has_tiles", header[key]?.isNull == false)
                } else {
                    writer.member(key, header[key] ?? .null)
                }
            }
            writer.member("has_geometry", header["geometry"]?.isNull == false)
        }
    }
}
