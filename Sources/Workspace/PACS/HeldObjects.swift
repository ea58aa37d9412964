package import Imaging
package import Storage

/// Looking for DICOM objects that are kept here, and reading them: what QIDO-RS and WADO-RS answer from.
package struct HeldObjects: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// A study or a series, with one of its objects to read the rest from.
    package struct Group: Sendable {
        package let first: HeldInstance
        package let modalities: [String]
        package let series: Int
        package let instances: Int
    }

    package func studies(_ match: HeldMatch, for member: Member) async throws -> [Group] {
        try await groups(match, by: "study", order: "max(study_date) DESC, study", for: member)
    }

    package func series(_ match: HeldMatch, for member: Member) async throws -> [Group] {
        try await groups(match, by: "series", order: "min(study), min(coalesce(number, 0)), series", for: member)
    }

    /// - Parameter column: trusted text.
    private func groups(
        _ match: HeldMatch, by column: String, order: String, for member: Member
    ) async throws -> [Group] {
        let condition = match.condition(patient: try await patientKey(match, member))
        return try await work.database.read { connection in
            let held = HeldInstance.held(for: member)
            let keys = try connection.query(
                """
                SELECT \(raw: column) AS name FROM (\(held)) AS held WHERE \(condition)
                GROUP BY \(raw: column) ORDER BY \(raw: order) LIMIT \(match.limit) OFFSET \(match.offset)
                """
            ).map { $0.string("name") }
            return try keys.compactMap { key in
                // The whole of a group counts, whichever of it was asked for.
                let rows = try connection.query(
                    "SELECT * FROM (\(held)) AS held WHERE \(raw: column) = \(key) ORDER BY series, sop"
                )
                guard let first = rows.first.map(HeldInstance.init) else { return nil }
                return Group(
                    first: first, modalities: Set(rows.map { $0.string("modality") }).sorted(),
                    series: Set(rows.map { $0.string("series") }).count,
                    instances: Set(rows.map { $0.string("sop") }).count
                )
            }
        }
    }

    package func instances(_ match: HeldMatch, for member: Member) async throws -> [HeldInstance] {
        let condition = match.condition(patient: try await patientKey(match, member))
        return try await work.database.read { connection in
            try connection.query(
                """
                SELECT * FROM (\(HeldInstance.held(for: member))) AS held WHERE \(condition)
                ORDER BY study, series, sop LIMIT \(match.limit) OFFSET \(match.offset)
                """
            ).map(HeldInstance.init)
        }
    }

    private func patientKey(_ match: HeldMatch, _ member: Member) async throws -> String? {
        guard let id = match.patientID else { return nil }
        var patient = PatientIdentity()
        patient.id = id
        return try await PatientKey.load(from: work.database).key(of: patient, in: member.organization)
    }

    // MARK: Reading

    /// The bytes of an object as they came, in pieces.
    package func bytes(of instance: HeldInstance) async throws -> (size: Int, chunks: BlobBytes) {
        guard let blob = BlobID(hex: instance.blob), let size = try await work.blobs.size(of: blob) else {
            throw Refusal(.unavailable, "A file of this series is missing from the store.")
        }
        return (size, try await work.blobs.open(blob, range: nil))
    }

    /// Its elements in the DICOM JSON model, bulk data left out.
    package func tags(of instance: HeldInstance) async throws -> [UInt8] {
        let pool = try work.readingRoom().workers()
        let source = try await source(instance)
        do { return try await pool.tags(source) } catch { throw Refusal(error) }
    }

    /// The stored samples of a frame, counted from 0.
    package func frame(_ index: Int, of instance: HeldInstance) async throws -> RawFrame {
        let pool = try work.readingRoom().workers()
        let source = try await source(instance)
        do { return try await pool.rawFrame(source, frame: index) } catch { throw Refusal(error) }
    }

    /// A frame as a PNG.
    package func picture(
        _ index: Int, of instance: HeldInstance, window: VOIWindow?, longestSide: Int?
    ) async throws -> [UInt8] {
        let pool = try work.readingRoom().workers()
        let source = try await source(instance)
        do {
            return try await pool.renderedPNG(source, frame: index, window: window, longestSide: longestSide)
        } catch {
            throw Refusal(error)
        }
    }

    private func source(_ instance: HeldInstance) async throws -> DecodeSource {
        guard let blob = BlobID(hex: instance.blob) else { throw Refusal.missing("instance") }
        return DecodeSource(path: try await work.blobs.localPath(of: blob), key: blob.hex, name: instance.name)
    }
}
