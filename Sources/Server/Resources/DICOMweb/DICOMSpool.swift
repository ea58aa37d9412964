import Foundation
import Hummingbird
import NIOCore
import Workspace

/// Takes the parts of a `multipart/related` body (RFC 2387) to disk as they arrive, each a file of its own.
struct DICOMSpool {
    /// More parts in one body are refused.
    static let mostParts = 50_000

    private let folder: String
    private let limit: Int
    private var parser: MultipartParser
    private var size = 0
    private var file: SpoolFile?
    /// The files so far, in their order.
    private(set) var paths: [String] = []

    /// - Parameter limit: more bytes in all are refused.
    init(folder: String, boundary: String, limit: Int) {
        self.folder = folder
        self.limit = limit
        parser = MultipartParser(boundary: boundary)
    }

    /// The boundary that a content type names, nil for another type.
    static func boundary(_ contentType: String?) -> String? {
        let type = HeaderParameters(contentType ?? "")
        guard type.value == "multipart/related", let boundary = type["boundary"], (1...70).contains(boundary.utf8.count)
        else { return nil }
        return boundary
    }

    mutating func take(_ piece: ByteBuffer) async throws {
        size += piece.readableBytes
        if size > limit { throw BodyError.tooLarge(limit: limit) }
        for event in try parser.feed(piece.readableBytesView) {
            switch event {
            case .begin:
                guard paths.count < Self.mostParts else {
                    throw Refusal(.tooLarge, "Send at most \(Self.mostParts) instances at a time.")
                }
                let file = try SpoolFile(in: folder)
                paths.append(file.path)
                self.file = file
            case .bytes(let bytes): try await file?.write(bytes)
            case .end: file = nil
            }
        }
    }

    func finish() throws { try parser.finish() }

    func removeFiles() { for path in paths { unlink(path) } }
}
