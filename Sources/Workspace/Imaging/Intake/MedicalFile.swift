import Compression
import Foundation
import Storage

/// A file of an import that is an image, or labels on one.
struct MedicalFile: Sendable {
    enum Place: Sendable {
        case path(String)
        case blob(BlobID)
    }

    /// What the person calls it, with the archive it came in: `chest.zip/series 2/IM0001`.
    let name: String
    let kind: MedicalKind
    let place: Place
}

/// The sources of an import, told apart: images to look at, and the rest, which is read as lists of tasks.
struct SortedSources: Sendable {
    var plain: [ImportSource] = []
    var medical: [MedicalFile] = []
    /// JSON files of labels.
    var documents: [LabelDocument] = []
    var refused: [ImportReport.Refused] = []
    /// Indexes and notes of systems, which nobody misses.
    var passedOver = 0
    /// What was unpacked; removed after the import.
    private(set) var folder: String?

    /// The most bytes that come out of one archive, and out of one entry.
    private static let archiveLimit = 200 << 30
    private static let entryLimit = 32 << 30

    init(_ sources: [ImportSource], into project: Project, _ work: Work) async throws {
        for source in sources {
            let head = try await Self.head(of: source, work.blobs)
            let kind = MedicalKind.of(head: head, name: source.name, in: project)
            if kind == nil, !source.name.isEmpty, MedicalKind.isPassedOver(source.name), sources.count > 1 {
                passedOver += 1
                continue
            }
            switch kind {
            case nil:
                if let kind = try await LabelDocument.kind(
                    of: source.bytes, head: head, name: source.name, in: project, work.blobs
                ) {
                    documents.append(
                        LabelDocument(name: source.name, kind: kind, bytes: source.bytes, upload: source.upload))
                } else {
                    plain.append(source)
                }
            case .zip: try await unpack(source, work)
            case let kind?:
                // DICOMDIR is a DICOM file without an image.
                if MedicalKind.isPassedOver(source.name) {
                    passedOver += 1
                } else if let place = Self.place(of: source) {
                    medical.append(MedicalFile(name: source.name, kind: kind, place: place))
                } else {
                    plain.append(source)
                }
            }
        }
    }

    func removeFolder() {
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static func place(of source: ImportSource) -> MedicalFile.Place? {
        switch source.bytes {
        case .file(let path): .path(path)
        case .blob(let id): .blob(id)
        case .memory: nil
        }
    }

    private static func head(of source: ImportSource, _ blobs: any BlobStore) async throws -> [UInt8] {
        switch source.bytes {
        case .memory(let bytes): return Array(bytes.prefix(MedicalKind.headSize))
        case .file(let path): return head(ofFile: path)
        case .blob(let id):
            var head: [UInt8] = []
            for try await chunk in try await blobs.open(id, range: 0..<MedicalKind.headSize) { head += chunk }
            return head
        }
    }

    private static func head(ofFile path: String) -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else { return [] }
        return [UInt8]((try? file.read(upToCount: MedicalKind.headSize)) ?? Data())
    }

    // MARK: Archives

    private mutating func unpack(_ source: ImportSource, _ work: Work) async throws {
        let room = try work.readingRoom()
        let path: String
        switch source.bytes {
        case .file(let file): path = file
        case .blob(let id): path = try await work.blobs.localPath(of: id)
        case .memory: return plain.append(source)
        }
        let target = folder ?? room.spool + "/unpacked-" + work.newName()
        folder = target
        let unpacked: Unpacked
        do {
            let prefix = "\(medical.count)-\(documents.count)"
            unpacked = try await Self.unpack(path, named: source.name, into: target, prefix: prefix)
        } catch let failure as ZipArchive.Failure {
            throw ImportFault(file: source.name, record: nil, line: nil, what: failure.reason)
        }
        medical += unpacked.files
        documents += unpacked.documents
        refused += unpacked.refused
        passedOver += unpacked.passedOver
    }

    private struct Unpacked: Sendable {
        var files: [MedicalFile] = []
        var documents: [LabelDocument] = []
        var refused: [ImportReport.Refused] = []
        var passedOver = 0
    }

    /// Unpacks away from the threads that Swift's tasks share.
    private static func unpack(
        _ path: String, named name: String, into folder: String, prefix: String
    ) async throws -> Unpacked {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result { try unpackNow(path, named: name, into: folder, prefix: prefix) }
                )
            }
        }
    }

    private static func unpackNow(
        _ path: String, named archiveName: String, into folder: String, prefix: String
    ) throws -> Unpacked {
        let archive = try ZipArchive(path)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
        var unpacked = Unpacked()
        var total = 0
        for (index, entry) in archive.entries.enumerated() {
            let name = archiveName + "/" + entry.name
            guard !MedicalKind.isPassedOver(entry.name) else {
                unpacked.passedOver += 1
                continue
            }
            // The name in the archive is a name, never a path.
            let target = "\(folder)/\(prefix)-\(index)"
            let file = try UnpackedFile(target)
            do {
                total += try archive.unpack(entry, limit: min(entryLimit, archiveLimit - total)) { try file.write($0) }
                let head = head(ofFile: target)
                if let kind = LabelDocument.kind(ofFile: target, head: head, name: entry.name) {
                    unpacked.documents.append(LabelDocument(name: name, kind: kind, bytes: .file(target)))
                    continue
                }
                guard let kind = MedicalKind(head: head, name: entry.name), kind != .zip else {
                    unlink(target)
                    unpacked.refused.append(.init(file: name, reason: "it is no medical image"))
                    continue
                }
                unpacked.files.append(MedicalFile(name: name, kind: kind, place: .path(target)))
            } catch let failure as ZipArchive.Failure {
                unlink(target)
                unpacked.refused.append(.init(file: name, reason: failure.reason))
            }
        }
        return unpacked
    }
}

/// A file that an entry is unpacked into.
private final class UnpackedFile {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw Self.failure() }
    }

    deinit { close(descriptor) }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure()
            }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure() -> Refusal {
        Refusal(.unavailable, "The archive could not be unpacked: \(String(cString: strerror(errno))).")
    }
}
