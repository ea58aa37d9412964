import Foundation
import Testing

@testable import Storage

@Suite struct FolderBlobStoreTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `bytes come back whole and in ranges under the hash of their content`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        #expect(
            try await store.put(Array("abc".utf8)).id.hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let blob = try await store.put(stream(bytes, chunk: 9_999), limit: 700_000)
        #expect(blob.size == 700_000)
        #expect(try await store.bytes(of: blob.id) == bytes)
        try await store.verify(blob.id)
        for range in [0..<1, 131_071..<262_145, 699_999..<700_000, 699_990..<900_000, 800_000..<900_000, 5..<5] {
            var read: [UInt8] = []
            let answer = try await store.open(blob.id, range: range)
            for try await chunk in answer { read += chunk }
            #expect(read == Array(bytes[range.clamped(to: 0..<700_000)]))
            #expect(read.count == answer.count)
        }
    }

    @Test func `nothing is a blob too`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        let blob = try await store.put([])
        #expect(try await store.bytes(of: blob.id) == [])
        #expect(try await store.size(of: blob.id) == 0)
    }

    @Test func `a stream over the limit is refused and leaves nothing`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        await #expect(throws: BlobError.tooLarge(limit: 1_000)) {
            try await store.put(stream([UInt8](repeating: 1, count: 1_001), chunk: 100), limit: 1_000)
        }
        #expect(try await store.list(after: nil, limit: 10).isEmpty)
        #expect(try File.names(in: folder.file("blobs/incoming")).isEmpty)
    }

    @Test func `a stream that breaks off leaves nothing`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        let broken = AsyncThrowingStream([UInt8].self) { continuation in
            continuation.yield([1, 2, 3])
            continuation.finish(throwing: Refusal())
        }
        await #expect(throws: Refusal()) { try await store.put(broken, limit: nil) }
        #expect(try File.names(in: folder.file("blobs/incoming")).isEmpty)
    }

    @Test func `the same bytes are stored once, also by many at a time`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        let ids = try await withThrowingTaskGroup { group in
            for index in 0..<40 { group.addTask { try await store.put([UInt8(index % 4)]).id } }
            return try await group.reduce(into: Set<BlobID>()) { $0.insert($1) }
        }
        #expect(try await store.list(after: nil, limit: 100) == ids.sorted())
        #expect(ids.count == 4)
    }

    @Test func `a listing goes on where the page before it ended`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        var ids: [BlobID] = []
        for index in 0..<25 { ids.append(try await store.put([UInt8(index)]).id) }
        var listed: [BlobID] = []
        while true {
            let page = try await store.list(after: listed.last, limit: 4)
            if page.isEmpty { break }
            listed += page
        }
        #expect(listed == ids.sorted())
    }

    @Test func `what is not there says so`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        let blob = try await store.put([7])
        try await store.delete(blob.id)
        try await store.delete(blob.id)
        #expect(try await store.exists(blob.id) == false)
        await #expect(throws: BlobError.missing(blob.id)) { try await store.open(blob.id, range: nil) }
    }

    @Test func `a changed bit is found`() async throws {
        let store = try FolderBlobStore(folder.file("blobs"))
        let blob = try await store.put([1, 2, 3])
        let path = folder.file("blobs/\(blob.id.hex.prefix(2))/\(blob.id.hex.dropFirst(2).prefix(2))/\(blob.id.hex)")
        try Data([1, 2, 2]).write(to: URL(fileURLWithPath: path))
        await #expect(throws: BlobError.damaged(blob.id)) { try await store.verify(blob.id) }
        _ = try await store.put([1, 2, 3])
        try await store.verify(blob.id)
    }

    @Test(arguments: ["", "abc", String(repeating: "A", count: 64), "../" + String(repeating: "0", count: 61)])
    func `a name that is no hash is refused`(name: String) {
        #expect(BlobID(hex: name) == nil)
    }

    @Test(arguments: FolderBlobStore.Step.allCases)
    func `a kill at any moment leaves a whole blob or none`(moment: FolderBlobStore.Step) async throws {
        // The folder as it stands at the moment, as a kill would leave it; without the lock of the living writer.
        let (original, image) = (folder.file("blobs"), folder.file("image"))
        let store = try FolderBlobStore(original) { step in
            if step == moment { try? FileManager.default.copyItem(atPath: original, toPath: image) }
        }
        let bytes = [UInt8](repeating: 9, count: 300_000)
        let id = try await store.put(stream(bytes, chunk: 50_000), limit: nil).id

        let found = try FolderBlobStore(image)
        #expect(try File.names(in: image + "/incoming").isEmpty)
        let isStored = moment == .moved || moment == .done
        #expect(try await found.list(after: nil, limit: 10) == (isStored ? [id] : []))
        if isStored { try await found.verify(id) }
    }

    @Test func `a start beside a living writer leaves its work alone`() async throws {
        let path = folder.file("blobs")
        let store = try FolderBlobStore(path) { step in
            if step == .written { _ = try? FolderBlobStore(path) }
        }
        let id = try await store.put([4, 2]).id
        try await store.verify(id)
    }

    private func stream(_ bytes: [UInt8], chunk: Int) -> AsyncStream<ArraySlice<UInt8>> {
        AsyncStream { continuation in
            for start in stride(from: 0, to: bytes.count, by: chunk) {
                continuation.yield(bytes[start..<min(start + chunk, bytes.count)])
            }
            continuation.finish()
        }
    }
}
