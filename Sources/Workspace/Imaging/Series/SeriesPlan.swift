import Imaging
import JSON
import Storage
import Synchronization

/// Where each frame of a series is: which file, which frame in it.
struct SeriesPlan: Sendable, Equatable {
    struct File: Sendable, Equatable {
        let blob: BlobID
        /// The name it came with; some slides are known by their suffix only.
        let name: String
        let sop: String
        let sopClass: String
        let frames: Int
    }

    struct Place: Sendable, Equatable {
        /// Index into ``files``.
        let file: Int
        /// Counted from 0.
        let frame: Int
    }

    let files: [File]
    let frames: [Place]
    /// Of a slide: where each of its levels is, the largest first; `frame` is the level in the file.
    let levels: [Place]

    init(files: [File], frames: [Place], levels: [Place] = []) {
        self.files = files
        self.frames = frames
        self.levels = levels
    }

    /// Pairs of little-endian 32-bit words.
    static func bytes(_ frames: [Place]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frames.count * 8)
        for place in frames {
            for word in [UInt32(clamping: place.file), UInt32(clamping: place.frame)] {
                for shift in stride(from: UInt32(0), to: 32, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: word >> shift))
                }
            }
        }
        return bytes
    }

    static func places(_ bytes: [UInt8]) -> [Place] {
        func word(_ index: Int) -> Int {
            Int(bytes[index]) | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2]) << 16 | Int(bytes[index + 3]) << 24
        }
        return stride(from: 0, to: bytes.count / 8 * 8, by: 8).map { Place(file: word($0), frame: word($0 + 4)) }
    }

    static func read(_ series: Int, in connection: any SQLConnection) throws -> SeriesPlan {
        let order = try connection.first("SELECT kind, header, frame_order FROM imaging_series WHERE id = \(series)")
        let files = try connection.query(
            """
            SELECT imaging_instance.blob, imaging_instance.name, imaging_instance.sop, imaging_instance.sop_class,
                imaging_instance.frames
            FROM imaging_series_instance
            JOIN imaging_instance ON imaging_instance.id = imaging_series_instance.instance_id
            WHERE imaging_series_instance.series_id = \(series) ORDER BY imaging_series_instance.position
            """
        ).compactMap { row -> File? in
            guard let blob = BlobID(hex: row.string("blob")) else { return nil }
            return File(
                blob: blob, name: row.string("name"), sop: row.string("sop"), sopClass: row.string("sop_class"),
                frames: row.int("frames")
            )
        }
        let places = Self.places(order?.optionalBlob("frame_order") ?? [])
        let levels = order?.string("kind") == "slide" ? Self.levels(order?.string("header") ?? "") : []
        return SeriesPlan(
            files: files, frames: places.filter { files.indices.contains($0.file) },
            levels: levels.filter { files.indices.contains($0.file) }
        )
    }

    private static func levels(_ header: String) -> [Place] {
        let levels = (try? JSONValue(parsing: header))?["slide"]?["levels"]?.array ?? []
        return levels.map { Place(file: $0["instance"]?.integer ?? -1, frame: $0["level_in_file"]?.integer ?? 0) }
    }

    func place(of frame: Int) throws(Refusal) -> Place {
        guard frames.indices.contains(frame) else { throw Refusal.missing("frame") }
        return frames[frame]
    }

    func source(_ index: Int, in blobs: any BlobStore) async throws -> DecodeSource {
        guard files.indices.contains(index) else { throw Refusal.missing("file") }
        let file = files[index]
        do {
            return DecodeSource(path: try await blobs.localPath(of: file.blob), key: file.blob.hex, name: file.name)
        } catch BlobError.missing {
            throw Refusal(.unavailable, "A file of this series is missing from the store.")
        }
    }
}

/// The plans of the series that were looked at lately. A series never changes, so a plan is never wrong.
final class SeriesPlans: Sendable {
    private static let most = 64
    private let known = Mutex<(plans: [Int: SeriesPlan], order: [Int])>(([:], []))

    func plan(_ series: Int, _ database: any SQLDatabase) async throws -> SeriesPlan {
        if let plan = known.withLock({ $0.plans[series] }) { return plan }
        let plan = try await database.read { try SeriesPlan.read(series, in: $0) }
        known.withLock { known in
            if known.plans.updateValue(plan, forKey: series) == nil { known.order.append(series) }
            while known.order.count > Self.most { known.plans[known.order.removeFirst()] = nil }
        }
        return plan
    }

    func forgetAll() { known.withLock { $0 = ([:], []) } }
}
