import Crypto
import Exchange
import JSON
import Storage
import Synchronization

/// An export as a sequence of chunks that can be read once; tells afterwards what went by.
final class ExportBytes: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    private let stream: ExportStream
    private let result = Mutex((md5: "", tasks: 0))

    init(_ stream: ExportStream) { self.stream = stream }

    /// The MD5 of the bytes, which clients compare, and how many tasks there were; known at the end.
    var outcome: (md5: String, tasks: Int) { result.withLock { $0 } }

    func makeAsyncIterator() -> Iterator { Iterator(stream: stream, owner: self) }

    struct Iterator: AsyncIteratorProtocol {
        var stream: ExportStream
        let owner: ExportBytes
        var hash = Insecure.MD5()

        mutating func next() async throws -> [UInt8]? {
            guard let bytes = try await stream.next() else {
                let digest = hash.finalize().map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }.joined()
                let tasks = stream.tasks
                owner.result.withLock { $0 = (digest, tasks) }
                return nil
            }
            hash.update(data: bytes)
            return bytes
        }
    }
}

/// A snapshot's tasks in another format, chunk by chunk.
struct ConvertedBytes: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    let source: BlobBytes
    let format: ExportFormat
    let schema: ExportSchema
    let about: ExportAbout
    let imaging: ImagingExport

    func makeAsyncIterator() -> Iterator {
        Iterator(
            source: source, chunks: source.makeAsyncIterator(), writer: format.writer(schema: schema, about: about),
            imaging: format.needsImaging ? imaging : nil, isSurveyed: !format.needsSurvey
        )
    }

    struct Iterator: AsyncIteratorProtocol {
        let source: BlobBytes
        var chunks: BlobBytes.AsyncIterator
        var writer: any ExportWriter
        let imaging: ImagingExport?
        var isSurveyed: Bool
        var splitter = JSONArraySplitter()
        var hasBegun = false
        var hasEnded = false

        mutating func next() async throws -> [UInt8]? {
            guard !hasEnded else { return nil }
            var out: [UInt8] = []
            if !isSurveyed { try await survey() }
            if !hasBegun {
                hasBegun = true
                try writer.begin(into: &out)
            }
            if let chunk = try await chunks.next() {
                var tasks: [ExportedTask] = []
                try splitter.feed(chunk) { element in tasks.append(try ExportedTask(snapshot: element.bytes)) }
                for var task in tasks {
                    if let imaging { task.imaging = try await imaging.imaging(of: task) }
                    try writer.write(task, into: &out)
                }
            } else {
                hasEnded = true
                try writer.end(into: &out)
            }
            return out
        }

        private mutating func survey() async throws {
            var splitter = JSONArraySplitter()
            for try await chunk in source {
                try splitter.feed(chunk) { element in try writer.survey(ExportedTask(snapshot: element.bytes)) }
            }
            isSurveyed = true
        }
    }
}
