import Hummingbird
import NIOCore
import Storage
import Workspace

/// Bytes that people brought, wherever they lie, as ``MediaResponse`` serves them.
struct MediaSource {
    let size: Int
    /// Changes whenever the bytes do.
    let entityTag: String
    /// The first bytes, to tell what they are.
    let head: [UInt8]
    let body: (Range<Int>) async throws -> ResponseBody

    init(_ file: OpenFile) {
        size = file.size
        entityTag = file.entityTag
        head = file.head()
        body = { file.body($0) }
    }

    /// A file of a project. Its tag is its content's hash.
    init(_ file: FileUpload, in files: Files) async throws {
        size = file.size
        entityTag = "\"\(file.blob.hex)\""
        var head: [UInt8] = []
        for try await chunk in try await files.open(file, range: 0..<min(512, file.size)) { head += chunk }
        self.head = head
        body = { range in
            let bytes = try await files.open(file, range: range)
            return ResponseBody(contentLength: range.count) { writer in
                for try await chunk in bytes { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            }
        }
    }
}
