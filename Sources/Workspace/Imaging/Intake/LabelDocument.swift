import Foundation
import LabelConfig
import Storage

/// A JSON file that holds labels on images rather than tasks: COCO masks, or GeoJSON of shapes on a slide.
///
/// It is told by its members alone, whatever it is called. Nearly every file is passed by after its first bytes: only an object
/// whose first member could be one of such a file is looked through, and no further than its answer needs.
package struct LabelDocument: Sendable {
    enum Kind: Sendable {
        case coco
        case geoJSON
    }

    /// More bytes are not read as one document.
    static let limit = 1 << 30

    /// What the person calls it, with the archive it came in.
    let name: String
    let kind: Kind
    let bytes: ImportSource.Bytes
    var upload: FileUpload?

    /// - Parameter head: the first bytes, as many as ``MedicalKind/headSize``.
    static func kind(
        of bytes: ImportSource.Bytes, head: [UInt8], name: String, in project: Project, _ blobs: any BlobStore
    ) async throws -> Kind? {
        guard mayBe(head, name, isList: hasSlides(project)) else { return nil }
        switch bytes {
        case .memory(let bytes):
            var members = TopMembers()
            members.feed(bytes[...])
            return members.kind
        case .file(let path): return kind(ofFile: path)
        case .blob(let id): return kind(ofFile: try await blobs.localPath(of: id))
        }
    }

    /// The same for an entry of an archive that is unpacked.
    static func kind(ofFile path: String, head: [UInt8], name: String) -> Kind? {
        mayBe(head, name, isList: true) ? kind(ofFile: path) : nil
    }

    /// Whether a file of a folder that came with images is one.
    package static func isOne(atPath path: String, name: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        let head = (try? file.read(upToCount: MedicalKind.headSize)) ?? Data()
        return kind(ofFile: path, head: [UInt8](head), name: name) != nil
    }

    private static func hasSlides(_ project: Project) -> Bool {
        let objects = (try? LabelConfig(parsing: project.labelConfig))?.interface.objects ?? []
        return objects.contains { $0.medicalImage == .slide }
    }

    /// All bytes of it.
    func contents(_ blobs: any BlobStore) async throws -> [UInt8] {
        switch bytes {
        case .memory(let bytes): return bytes
        case .file(let path): return try Self.contents(ofFile: path)
        case .blob(let id): return try Self.contents(ofFile: await blobs.localPath(of: id))
        }
    }

    private static func contents(ofFile path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path), let data = try file.read(upToCount: limit + 1) else {
            throw Refusal(.failed, "it cannot be read")
        }
        guard data.count <= limit else { throw Refusal(.tooLarge, "it is larger than \(limit >> 20) MB") }
        return [UInt8](data)
    }

    /// Whether the first bytes and the name leave the question open.
    ///
    /// - Parameter isList: whether a bare list of features may be meant, as QuPath also writes them; elsewhere each is a task.
    private static func mayBe(_ head: [UInt8], _ name: String, isList: @autoclosure () -> Bool) -> Bool {
        let last = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        guard last.isEmpty || last.hasSuffix(".json") || last.hasSuffix(".geojson") || !last.contains(".") else {
            return false
        }
        var text = (head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]).drop(
            while: TopMembers.isSpace)
        let startsList = text.first == UInt8(ascii: "[")
        if startsList { text = text.dropFirst().drop(while: TopMembers.isSpace) }
        guard text.first == UInt8(ascii: "{") else { return false }
        text = text.dropFirst().drop(while: TopMembers.isSpace)
        guard text.first == UInt8(ascii: "\"") else { return false }
        let first = String(decoding: text.dropFirst().prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
        return startsList ? first == "type" && isList() : TopMembers.firstMembers.contains(first)
    }

    private static func kind(ofFile path: String) -> Kind? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        var members = TopMembers()
        var size = 1 << 12
        while !members.isDecided, let data = try? file.read(upToCount: size), !data.isEmpty {
            members.feed([UInt8](data)[...])
            size = 1 << 20
        }
        return members.kind
    }
}
