import Crypto
import Imaging
import JSON
import Storage

/// Puts files together into series and stores what is new of them.
///
/// A series that is stored never changes. Where files were added to it, the whole becomes a new version beside it, so
/// that labels keep the slices they were made on.
struct SeriesStoring: Sendable {
    let intake: MedicalIntake

    private var work: Work { intake.work }
    private var organization: Int { intake.member.organization }

    func store(_ images: [MedicalIntake.Arrival]) async throws -> [MedicalIntake.StoredSeries] {
        let all = images + (try await siblings(of: images))
        let assembled = SeriesAssembly.assemble(all.map(\.inspected))
        let patients = try await PatientKey.load(from: work.database)
        let now = work.clock.now()
        let drafts = assembled.map { series in
            SeriesDraft(series, all, patients.key(of: series.patient, in: organization))
        }
        let stored = try await work.database.write { connection in
            for arrival in all { try insert(arrival, now, connection) }
            return try drafts.map { try store($0, now, connection) }
        }
        return stored.sorted {
            ($0.assembled.identity.number ?? .max, $0.id) < ($1.assembled.identity.number ?? .max, $1.id)
        }
    }

    /// The files that are here already of the series at hand, looked at anew.
    private func siblings(of images: [MedicalIntake.Arrival]) async throws -> [MedicalIntake.Arrival] {
        let uids = Set(images.compactMap { $0.inspected.kind == .dicom ? $0.inspected.series?.uid : nil }).sorted()
        let here = Set(images.map(\.sop))
        let rows = try await work.database.read { connection in
            try connection.query(
                """
                SELECT sop, name, blob, size FROM imaging_instance
                WHERE organization_id = \(organization) AND series_uid IN (\(list: uids)) ORDER BY id
                """
            )
        }
        let files = rows.compactMap { row -> (name: String, blob: BlobID, size: Int)? in
            guard !here.contains(row.string("sop")), let blob = BlobID(hex: row.string("blob")) else { return nil }
            return (row.string("name"), blob, row.int("size"))
        }
        return try await concurrently(files, width: intake.room.breadth * 2) { file in
            let source = DecodeSource(
                path: try await work.blobs.localPath(of: file.blob), key: file.blob.hex, name: file.name
            )
            let inspected: InspectedFile
            do {
                inspected = try await intake.pool.inspect(source)
            } catch let failure as DecodeFailure {
                throw Refusal(failure)
            }
            return MedicalIntake.Arrival(name: file.name, blob: file.blob, size: file.size, inspected: inspected)
        }
    }

    private func insert(_ arrival: MedicalIntake.Arrival, _ now: Int, _ connection: any SQLConnection) throws {
        let inspected = arrival.inspected
        let name = arrival.name.split(separator: "/").last.map(String.init) ?? arrival.name
        try connection.execute(
            """
            INSERT INTO imaging_instance (organization_id, sop, sop_class, series_uid, name, blob, size, frames,
                created_at)
            VALUES (\(organization), \(arrival.sop), \(inspected.instance?.sopClass ?? ""),
                \(inspected.series?.uid ?? arrival.sop), \(name), \(arrival.blob.hex), \(arrival.size),
                \(inspected.frameCount), \(now))
            ON CONFLICT (organization_id, sop) DO NOTHING
            """
        )
        let blob = try connection.first(
            "SELECT blob FROM imaging_instance WHERE organization_id = \(organization) AND sop = \(arrival.sop)"
        )?.string("blob")
        guard blob == arrival.blob.hex else {
            // Another import brought it between the look and now.
            throw Refusal(.conflict, "\(arrival.name): another file with the same SOP instance UID came in meanwhile.")
        }
    }

    private func store(
        _ draft: SeriesDraft, _ now: Int, _ connection: any SQLConnection
    ) throws -> MedicalIntake.StoredSeries {
        let study = try store(studyOf: draft, now, connection)
        let series = draft.series
        let known = try connection.first(
            """
            SELECT id, version FROM imaging_series
            WHERE organization_id = \(organization) AND uid = \(draft.uid) AND fingerprint = \(draft.fingerprint)
            ORDER BY version DESC LIMIT 1
            """
        )
        if let known {
            if intake.isKept {
                try connection.execute("UPDATE imaging_series SET is_kept = \(true) WHERE id = \(known.int("id"))")
            }
            return MedicalIntake.StoredSeries(
                id: known.int("id"), study: study, assembled: series, version: known.int("version"), isNew: false,
                frames: series.frames.count
            )
        }
        let version = try connection.integer(
            """
            SELECT coalesce(max(version), 0) + 1 FROM imaging_series
            WHERE organization_id = \(organization) AND uid = \(draft.uid) AND part = \(draft.part)
            """
        )
        let id = try connection.integer(
            """
            INSERT INTO imaging_series (organization_id, study_id, uid, part, version, kind, modality, number,
                frame_count, header, frame_order, fingerprint, is_kept, batch_id, created_by, created_at)
            VALUES (\(organization), \(study), \(draft.uid), \(draft.part), \(version),
                \(SeriesHeader.kind(series)), \(series.identity.modality ?? "OT"), \(series.identity.number),
                \(series.frames.count), \(draft.header), \(SQLValue.blob(draft.order)), \(draft.fingerprint),
                \(intake.isKept), \(intake.batch), \(intake.member.id), \(now)) RETURNING id
            """
        )
        for (position, sop) in draft.sops.enumerated() {
            try connection.execute(
                """
                INSERT INTO imaging_series_instance (series_id, position, instance_id)
                SELECT \(id), \(position), id FROM imaging_instance
                WHERE organization_id = \(organization) AND sop = \(sop)
                """
            )
        }
        try EventLog.append(
            Event("series.create", .series, id, count: draft.sops.count, after: draft.fingerprint),
            by: intake.member, at: now, in: connection
        )
        return MedicalIntake.StoredSeries(
            id: id, study: study, assembled: series, version: version, isNew: true, frames: series.frames.count
        )
    }

    private func store(studyOf draft: SeriesDraft, _ now: Int, _ connection: any SQLConnection) throws -> Int {
        let study = draft.series.study
        let uid = draft.study
        try connection.execute(
            """
            INSERT INTO imaging_study (organization_id, uid, patient_key, study_date, study_time, description,
                created_at)
            VALUES (\(organization), \(uid), \(draft.patient), \(study?.date), \(study?.time), \(study?.description),
                \(now))
            ON CONFLICT (organization_id, uid) DO NOTHING
            """
        )
        let id = try connection.optionalInteger(
            "SELECT id FROM imaging_study WHERE organization_id = \(organization) AND uid = \(uid)"
        )
        guard let id else { throw Refusal(.failed, "The study was not stored.") }
        return id
    }
}

/// A series ready to be stored.
struct SeriesDraft: Sendable {
    let series: AssembledSeries
    let uid: String
    /// The UID of its study.
    let study: String
    let part: Int
    let header: String
    /// The frames in order, see ``SeriesPlan``.
    let order: [UInt8]
    /// The files in order of their first frame, by what stands for them.
    let sops: [String]
    let fingerprint: String
    let patient: String?

    init(_ series: AssembledSeries, _ files: [MedicalIntake.Arrival], _ patient: String?) {
        self.series = series
        self.patient = patient
        part = series.part ?? 0
        var places: [Int: Int] = [:]
        var sops: [String] = []
        let used = series.frames.map(\.file) + (series.slide?.levels.map(\.file) ?? [])
        for file in used where files.indices.contains(file) && places[file] == nil {
            places[file] = sops.count
            sops.append(files[file].sop)
        }
        self.sops = sops
        uid = series.uid.isEmpty ? DerivedUID.make("series", sops.first ?? "") : series.uid
        study = series.study?.uid ?? DerivedUID.make("study", uid)
        header = SeriesHeader.text(series, uid: uid, files: places)
        order = SeriesPlan.bytes(
            series.frames.map { SeriesPlan.Place(file: places[$0.file] ?? 0, frame: $0.frame) }
        )
        var hash = SHA256()
        hash.update(data: Array("\(SeriesHeader.kind(series))|".utf8))
        for file in places.sorted(by: { $0.value < $1.value }) {
            hash.update(data: Array((files[file.key].blob.hex + "|").utf8))
        }
        hash.update(data: order)
        fingerprint = Secret.hexadecimal(hash.finalize())
    }
}
