import Foundation
import Testing

@testable import Compression

struct ZipArchiveTests {
    private let text = Array(String(repeating: "aaaa bbbb ", count: 900).utf8)

    @discardableResult
    private func withArchive<Result>(_ bytes: [UInt8], _ body: (ZipArchive) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.path + "/vesalius-\(UUID().uuidString).zip"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(ZipArchive(path))
    }

    private func unpack(_ archive: ZipArchive, _ index: Int = 0, limit: Int = .max) throws -> [UInt8] {
        var out: [UInt8] = []
        let size = try archive.unpack(archive.entries[index], limit: limit) { out += $0 }
        #expect(size == out.count)
        return out
    }

    @Test func `entries come back, packed or not, with small numbers or large ones`() throws {
        let builder = ZipBuilder(entries: [
            .init(name: "folder/", bytes: []), .init(name: "a.txt", bytes: text, isPacked: true),
            .init(name: "ä/b.txt", bytes: text), .init(name: "c", bytes: text, isPacked: true, isLarge: true),
        ])
        try withArchive(builder.bytes) { archive in
            #expect(archive.entries.map(\.name) == ["a.txt", "ä/b.txt", "c"])
            #expect(archive.entries.map(\.statedSize) == [9000, 9000, 9000])
            for index in 0..<3 { #expect(try unpack(archive, index) == text) }
            let window = try #require(archive.window(of: archive.entries[1]))
            #expect(window.bytes(at: 0, count: 10) == Array(text.prefix(10)))
            #expect(window.bytes(at: 8995, count: 10) == Array(text.suffix(5)))
            #expect(archive.window(of: archive.entries[0]) == nil)
        }
    }

    @Test func `two threads read one archive`() throws {
        let entries = (0..<8).map { index in
            ZipBuilder.Entry(name: "\(index)", bytes: [UInt8](repeating: UInt8(index), count: 300_000), isPacked: true)
        }
        try withArchive(ZipBuilder(entries: entries).bytes) { archive in
            DispatchQueue.concurrentPerform(iterations: 8) { index in
                #expect((try? unpack(archive, index)) == entries[index].bytes)
            }
        }
    }

    @Test(arguments: [
        (ZipBuilder.Entry(name: "x", bytes: [1], flags: 1), "the entry is encrypted"),
        (.init(name: "x", bytes: [1], checksum: 7), "the entry's checksum is wrong"),
        (.init(name: "x", bytes: [1], method: 12), "the entry is packed in a way that is not read here (method 12)"),
        (.init(name: "x", bytes: [6, 0, 0], method: 8), "the entry is damaged"),
        (.init(name: "x", bytes: [2], method: 8), "the entry is cut off"),
    ])
    func `what cannot be unpacked is said`(entry: ZipBuilder.Entry, reason: String) throws {
        try withArchive(ZipBuilder(entries: [entry]).bytes) { archive in
            #expect(throws: ZipArchive.Failure(reason: reason)) { try unpack(archive) }
        }
    }

    @Test func `a bomb ends at the limit, whatever the archive says`() throws {
        let zeros = [UInt8](repeating: 0, count: 400_000)
        let builder = ZipBuilder(entries: [
            .init(name: "x", bytes: zeros, isPacked: true, statedSize: 10), .init(name: "y", bytes: zeros),
        ])
        try withArchive(builder.bytes) { archive in
            for index in 0..<2 {
                #expect(throws: ZipArchive.Failure(reason: "more than 1000 bytes come out of it")) {
                    try unpack(archive, index, limit: 1000)
                }
            }
        }
    }

    @Test func `links are known`() throws {
        let builder = ZipBuilder(entries: [
            .init(name: "link", bytes: [0x2F], mode: 0o120777), .init(name: "file", bytes: [0x2F]),
        ])
        #expect(try withArchive(builder.bytes) { $0.entries.map(\.isLink) } == [true, false])
    }

    @Test func `cut and bent archives never crash`() throws {
        let whole = ZipBuilder(entries: [
            .init(name: "a.txt", bytes: text, isPacked: true), .init(name: "c", bytes: [1, 2, 3], isLarge: true),
        ]).bytes
        var random = SeededGenerator(8)
        for turn in 0..<600 {
            var bent = whole
            if turn % 3 == 0 { bent.removeLast(Int.random(in: 1...bent.count, using: &random)) }
            for _ in 0..<2 where !bent.isEmpty {
                let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
                bent[Int.random(in: 0..<bent.count, using: &random)] = extremes.randomElement(using: &random) ?? 0
            }
            try? withArchive(bent) { archive in
                for index in archive.entries.indices { _ = try? unpack(archive, index, limit: 1 << 20) }
            }
        }
    }
}
