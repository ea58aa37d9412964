import Foundation
import Hummingbird
import NIOCore

/// Takes a body in: fields into memory, files to the spool folder.
struct UploadReceiver {
    /// A plain field holds a title or a configuration, not a data set.
    static let maximumField = 16 << 20
    /// So many fields a form may have; the largest a program sends lists some thousand ids.
    static let maximumFields = 10_000
    /// Small writes are gathered to this size.
    private static let pieceSize = 256 << 10

    var upload = Upload()
    /// Where files go; nil leaves them out.
    let folder: String?
    let limit: Int
    let files: Int
    private var items: [(name: String, value: String)] = []
    /// Bytes of the plain fields together, which stay in memory.
    private var fieldBytes = 0
    private var paths: [String] = []

    init(folder: String?, limit: Int, files: Int) {
        self.folder = folder
        self.limit = limit
        self.files = files
    }

    /// A body that is one file.
    mutating func receive(_ body: RequestBody, contentType: String) async throws {
        guard let folder else { return }
        let spool = try open(in: folder)
        var gathered: [UInt8] = []
        var size = 0
        for try await chunk in body {
            size += chunk.readableBytes
            if size > limit { throw BodyError.tooLarge(limit: limit) }
            gathered.append(contentsOf: chunk.readableBytesView)
            if gathered.count >= Self.pieceSize {
                try await spool.write(gathered)
                gathered.removeAll(keepingCapacity: true)
            }
        }
        try await spool.write(gathered)
        if size > 0 {
            upload.files = [UploadedFile(field: "", name: "", contentType: contentType, path: spool.path, size: size)]
        }
    }

    /// A multipart body.
    mutating func receive(_ body: RequestBody, boundary: String) async throws {
        var parser = MultipartParser(boundary: boundary)
        var size = 0
        var current: Part?
        for try await chunk in body {
            size += chunk.readableBytes
            if size > limit { throw BodyError.tooLarge(limit: limit) }
            for event in try parser.feed(chunk.readableBytesView) {
                switch event {
                case .begin(let headers): current = try begin(headers, number: parser.part)
                case .bytes(let bytes): try await current?.take(bytes)
                case .end: try await end(current)
                }
            }
        }
        try parser.finish()
        upload.fields = Fields(form: items)
    }

    /// Removes the files, which nobody needs any more.
    func removeFiles() {
        for path in paths { unlink(path) }
    }

    private mutating func begin(_ headers: MultipartHeaders, number: Int) throws -> Part {
        guard headers.fileName != nil else {
            if items.count >= Self.maximumFields { throw BodyError.tooManyFields(limit: Self.maximumFields) }
            return Part(headers: headers, number: number)
        }
        guard let folder else { return Part(headers: headers, number: number, isSkipped: true) }
        if upload.files.count >= files { throw BodyError.tooManyParts(limit: files) }
        return Part(headers: headers, number: number, spool: try open(in: folder))
    }

    private mutating func end(_ part: Part?) async throws {
        guard var part, !part.isSkipped else { return }
        guard let spool = part.spool else {
            fieldBytes += part.size
            if fieldBytes > Settings.maxBody { throw BodyError.tooLarge(limit: Settings.maxBody) }
            items.append((part.headers.name, String(decoding: part.gathered, as: UTF8.self)))
            return
        }
        try await part.flush()
        // A browser sends a form's empty file field as a file without a name and without bytes.
        if part.headers.fileName == "" && part.size == 0 { return }
        upload.files.append(
            UploadedFile(
                field: part.headers.name, name: part.headers.fileName ?? "", contentType: part.headers.contentType,
                path: spool.path, size: part.size, nameWithFolders: part.headers.filePath
            )
        )
    }

    private mutating func open(in folder: String) throws -> SpoolFile {
        let spool = try SpoolFile(in: folder)
        paths.append(spool.path)
        return spool
    }

    /// The part at hand.
    private struct Part {
        let headers: MultipartHeaders
        let number: Int
        var isSkipped = false
        var spool: SpoolFile?
        var gathered: [UInt8] = []
        var size = 0

        mutating func take(_ bytes: [UInt8]) async throws {
            size += bytes.count
            if isSkipped { return }
            gathered.append(contentsOf: bytes)
            if spool != nil {
                if gathered.count >= UploadReceiver.pieceSize { try await flush() }
            } else if size > UploadReceiver.maximumField {
                let reason = "the field is larger than \(UploadReceiver.maximumField) bytes"
                throw BodyError.badMultipart(part: number, reason: reason)
            }
        }

        mutating func flush() async throws {
            try await spool?.write(gathered)
            gathered.removeAll(keepingCapacity: true)
        }
    }
}
