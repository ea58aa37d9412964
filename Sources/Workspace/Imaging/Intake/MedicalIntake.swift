import Crypto
import Imaging
import Storage

/// Takes images into the store: bytes first, then what the decode workers say of them, then series.
///
/// A file that cannot be taken is named with its reason and leaves the others alone. Nothing is named in the database
/// before all bytes are on disk.
struct MedicalIntake: Sendable {
    /// A file that is in the store and was looked at.
    struct Arrival: Sendable {
        let name: String
        let blob: BlobID
        let size: Int
        let inspected: InspectedFile
        /// Of a label map: what stands for the image it lies on, where it came with it.
        var image: String?

        /// What stands for it among files of the organisation.
        var sop: String {
            if let uid = inspected.instance?.uid, !uid.isEmpty { return uid }
            return DerivedUID.make("instance", blob.hex)
        }

        /// Whether it is labels on an image, and none itself.
        var isLabels: Bool { inspected.isLabelObject || image != nil }
    }

    /// What came of the files.
    struct Outcome: Sendable {
        var series: [StoredSeries] = []
        /// Segmentations, structure sets, reports and label maps.
        var labels: [Arrival] = []
        var refused: [ImportReport.Refused] = []
        /// Files that were there already, byte for byte.
        var duplicates = 0
        var files = 0
    }

    /// A series that the files belong to.
    struct StoredSeries: Sendable {
        let id: Int
        let study: Int
        let assembled: AssembledSeries
        let version: Int
        let isNew: Bool
        let frames: Int
    }

    let work: Work
    let room: ReadingRoom
    let pool: DecodePool
    let member: Member
    /// The import they come with; nil where they come otherwise.
    let batch: Int?
    /// Whether the series stay without a task.
    var isKept = false

    init(_ work: Work, by member: Member, batch: Int?, isKept: Bool = false) throws {
        self.work = work
        room = try work.readingRoom()
        pool = try room.workers()
        self.member = member
        self.batch = batch
        self.isKept = isKept
    }

    /// Takes files in.
    ///
    /// - Parameter progress: gets the number of files looked at.
    func take(
        _ files: [MedicalFile], progress: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) async throws -> Outcome {
        // Bytes that no row names yet may not be swept away.
        await work.blobGate.enter()
        defer { work.blobGate.leave() }
        var outcome = Outcome()
        outcome.files = files.count
        var arrivals: [Arrival] = []
        // So many at a time that a thousand slices show progress.
        for start in stride(from: 0, to: files.count, by: 256) {
            let part = Array(files[start..<min(start + 256, files.count)])
            for arrived in try await concurrently(part, width: max(8, room.breadth * 2), { try await arrive($0) }) {
                switch arrived {
                case .success(let arrival): arrivals.append(arrival)
                case .failure(let refused): outcome.refused.append(refused)
                }
            }
            try await progress(min(start + 256, files.count))
        }
        let kept = LabelMaps.paired(try await sort(arrivals, &outcome))
        outcome.labels = kept.filter(\.isLabels)
        let images = kept.filter { !$0.isLabels }
        guard !images.isEmpty else { return outcome }
        outcome.series = try await SeriesStoring(intake: self).store(images)
        return outcome
    }

    private enum Arrived: Sendable {
        case success(Arrival)
        case failure(ImportReport.Refused)
    }

    /// Stores a file's bytes and has it looked at.
    private func arrive(_ file: MedicalFile) async throws -> Arrived {
        let blob: BlobID
        let size: Int
        switch file.place {
        case .path(let path):
            let stored = try await work.blobs.put(FileChunks(path), limit: nil)
            (blob, size) = (stored.id, stored.size)
        case .blob(let id): (blob, size) = (id, try await work.blobs.size(of: id) ?? 0)
        }
        let source = DecodeSource(
            path: try await work.blobs.localPath(of: blob), key: blob.hex,
            name: file.name.split(separator: "/").last.map(String.init)
        )
        do {
            let inspected = try await pool.inspect(source)
            if let reason = Self.refusal(of: inspected) { return .failure(.init(file: file.name, reason: reason)) }
            return .success(Arrival(name: file.name, blob: blob, size: size, inspected: inspected))
        } catch let failure where failure.isPassing {
            throw Refusal(failure)
        } catch {
            return .failure(.init(file: file.name, reason: "\(error)"))
        }
    }

    /// Why a file that was understood is no use all the same.
    private static func refusal(of file: InspectedFile) -> String? {
        if file.isLabelObject { return nil }
        switch file.kind {
        case .other: return "it is no image that is read here"
        case .slide: return file.slide?.levels.isEmpty == false ? nil : "the slide has no picture"
        case .dicom, .nifti, .nrrd:
            guard file.pixels == nil, file.slide == nil else { return nil }
            let kind = file.instance.map { " (SOP class \($0.sopClass))" } ?? ""
            return "it holds no image\(kind)"
        }
    }

    /// Leaves out what is here already, and refuses another file under the same name of an instance.
    private func sort(_ arrivals: [Arrival], _ outcome: inout Outcome) async throws -> [Arrival] {
        let known = try await Self.known(arrivals.map(\.sop), of: member.organization, work.database)
        var blobs = known
        var kept: [Arrival] = []
        var seen: Set<String> = []
        for arrival in arrivals {
            if let before = blobs[arrival.sop], before != arrival.blob.hex {
                outcome.refused.append(
                    .init(
                        file: arrival.name,
                        reason: """
                            another file with the same SOP instance UID \
                            \(known[arrival.sop] == nil ? "came with it" : "is here already"), and its bytes differ
                            """
                    )
                )
                continue
            }
            if !seen.insert(arrival.sop).inserted {
                outcome.duplicates += 1
                continue
            }
            if known[arrival.sop] != nil { outcome.duplicates += 1 }
            blobs[arrival.sop] = arrival.blob.hex
            kept.append(arrival)
        }
        return kept
    }

    private static func known(
        _ sops: [String], of organization: Int, _ database: any SQLDatabase
    ) async throws -> [String: String] {
        var known: [String: String] = [:]
        for start in stride(from: 0, to: sops.count, by: 500) {
            let part = Array(sops[start..<min(start + 500, sops.count)])
            let rows = try await database.read { connection in
                try connection.query(
                    """
                    SELECT sop, blob FROM imaging_instance
                    WHERE organization_id = \(organization) AND sop IN (\(list: part))
                    """
                )
            }
            for row in rows { known[row.string("sop")] = row.string("blob") }
        }
        return known
    }
}
