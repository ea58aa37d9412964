import Foundation
import Testing

@testable import Terminology

struct ReleaseSourceTests {
    private let files: [String: [UInt8]] = [
        "a/first.txt": Array("one\r\ntwo\r\n".utf8), "a/empty.txt": [],
        "second.txt": (0..<300_000).map { UInt8($0 % 251) },
    ]

    private func contents(_ source: ReleaseSource) throws -> [String: [UInt8]] {
        try Dictionary(uniqueKeysWithValues: source.entries.map { ($0.name, try source.bytes($0)) })
    }

    private func put(_ bytes: [UInt8], _ name: String, in folder: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: folder + "/" + name))
        return folder + "/" + name
    }

    private func refusal(_ path: String, _ limits: ReleaseSource.Limits = .init()) -> String? {
        do {
            _ = try ReleaseSource(path: path, limits: limits)
            return nil
        } catch let failure as ImportFailure {
            return failure.problems.first.map { "\($0.file): \($0.reason)" }
        } catch {
            return "another error"
        }
    }

    @Test func `a folder, an archive, and archives in archives give the same files`() throws {
        try TinyRelease.withFolder { folder in
            let root = try TinyRelease.write(files, into: folder)
            #expect(try contents(ReleaseSource(path: root)) == files)

            let inner = TinyZip(files).bytes
            #expect(try contents(ReleaseSource(path: put(inner, "plain.zip", in: folder))) == files)
            for isPacked in [true, false] {
                var outer = TinyZip()
                outer.add("wrap/inner.zip", inner, isPacked: isPacked)
                outer.add("__MACOSX/._x", [1])
                let source = try ReleaseSource(path: put(outer.bytes, "outer.zip", in: folder))
                let expected = files.map { ("wrap/inner.zip/" + $0, $1) }
                #expect(try contents(source) == Dictionary(uniqueKeysWithValues: expected))
            }
            #expect(try contents(ReleaseSource(path: root + "/second.txt")) == ["second.txt": files["second.txt"]])
        }
    }

    @Test func `an archive beside the folder it was unpacked to is passed over`() throws {
        try TinyRelease.withFolder { folder in
            let root = try TinyRelease.write(
                ["one/a.txt": [1], "one.zip": TinyZip(["a.txt": [1]]).bytes], into: folder)
            #expect(try ReleaseSource(path: root).entries.map(\.name) == ["one/a.txt"])
        }
    }

    @Test func `chunks make up the file, and a head is its beginning`() throws {
        try TinyRelease.withFolder { folder in
            for path in [
                try TinyRelease.write(files, into: folder), try put(TinyZip(files).bytes, "x.zip", in: folder),
            ] {
                let source = try ReleaseSource(path: path)
                let entry = try #require(source.entries.first { $0.name == "second.txt" })
                var pieces: [UInt8] = []
                try source.read(entry, chunk: 1000) { piece in
                    #expect(piece.count <= 1000)
                    pieces += piece
                }
                #expect(pieces == files["second.txt"])
                #expect(try source.head(entry, 100) == Array(pieces.prefix(100)))
                #expect(try source.head(entry, 1 << 20) == pieces)
                #expect(throws: ImportFailure.self) { try source.bytes(entry, limit: 1000) }
            }
        }
    }

    @Test func `links that lead out and names that do are refused`() throws {
        try TinyRelease.withFolder { folder in
            let root = try TinyRelease.write(["a/b.txt": [1]], into: folder)
            let outside = try put([2], "outside.txt", in: folder)
            let link = root + "/a/link.txt"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: root + "/a/b.txt")
            #expect(try ReleaseSource(path: root).entries.map(\.name) == ["a/b.txt", "a/link.txt"])
            try FileManager.default.removeItem(atPath: link)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: outside)
            #expect(refusal(root) == "a/link.txt: it is a link that leads out of the folder")
            try FileManager.default.removeItem(atPath: link)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: root)
            #expect(refusal(root) == "a/link.txt: it is a link that leads out of the folder")

            for name in ["../up.txt", "/etc/passwd", "a/../../b", "C:\\windows", "..\\up"] {
                var zip = TinyZip()
                zip.add(name, [1])
                let path = try put(zip.bytes, "x.zip", in: folder)
                #expect(refusal(path)?.hasSuffix("the name leads out of the archive") == true, "\(name)")
            }
            var zip = TinyZip()
            zip.add("link", Array("/etc/passwd".utf8), mode: 0o120777)
            #expect(try refusal(put(zip.bytes, "x.zip", in: folder)) == "link: it is a link")
        }
    }

    @Test func `too much of anything is refused`() throws {
        try TinyRelease.withFolder { folder in
            var limits = ReleaseSource.Limits()
            limits.entries = 2
            let root = try TinyRelease.write(files, into: folder)
            #expect(refusal(root, limits)?.hasSuffix("there are more than 2 files") == true)
            limits = .init()
            limits.total = 300_000
            #expect(refusal(root, limits)?.hasSuffix("the files have more than 300000 bytes") == true)
            #expect(try refusal(put(TinyZip(files).bytes, "x.zip", in: folder), limits)?.contains("300000") == true)

            var nested = TinyZip(files).bytes
            for _ in 0..<3 { nested = TinyZip(["deeper.zip": nested]).bytes }
            #expect(try refusal(put(nested, "x.zip", in: folder))?.hasSuffix("too deeply") == true)

            // Runs pack to less than a hundredth here.
            limits = .init()
            (limits.ratio, limits.unweighed) = (100, 1000)
            var bomb = TinyZip()
            bomb.add("zeros.txt", [UInt8](repeating: 0, count: 100_000))
            #expect(try refusal(put(bomb.bytes, "x.zip", in: folder), limits)?.contains("it would unpack to") == true)
        }
    }

    @Test func `an archive that lies about its sizes or is damaged is found out when it is read`() throws {
        try TinyRelease.withFolder { folder in
            let bytes = [UInt8](repeating: 7, count: 5000)
            for (size, checksum) in [(4000, nil), (6000, nil), (5000, 1 as UInt32?)] {
                var zip = TinyZip()
                zip.add("x.txt", bytes, size: size, checksum: checksum)
                let source = try ReleaseSource(path: put(zip.bytes, "x.zip", in: folder))
                #expect(throws: ImportFailure.self) { try source.bytes(source.entries[0]) }
            }
            let whole = TinyZip(files).bytes
            for length in stride(from: 0, to: whole.count, by: 9973) {
                #expect(throws: ImportFailure.self) {
                    let source = try ReleaseSource(path: put(Array(whole[..<length]), "x.zip", in: folder))
                    for entry in source.entries { _ = try source.bytes(entry) }
                }
            }
        }
    }

    @Test func `bent archives never crash`() throws {
        try TinyRelease.withFolder { folder in
            var random = SeededGenerator(seed: 5)
            let whole = TinyZip(["a.txt": [1, 2, 3], "b.zip": TinyZip(["c.txt": Array("text text text".utf8)]).bytes])
                .bytes
            for _ in 0..<500 {
                var bent = whole
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    bent[Int.random(in: 0..<bent.count, using: &random)] =
                        [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
                }
                guard let source = try? ReleaseSource(path: put(bent, "x.zip", in: folder)) else { continue }
                for entry in source.entries { _ = try? source.bytes(entry, limit: 1 << 20) }
            }
        }
    }

    @Test func `what is not there is said`() throws {
        #expect(refusal("/nowhere/release") == "release: there is no such file or folder")
        try TinyRelease.withFolder { folder in
            let root = try TinyRelease.write([".DS_Store": [1]], into: folder)
            #expect(refusal(root)?.hasSuffix("there are no files in it") == true)
            #expect(try refusal(put([1, 2, 3], "x.zip", in: folder))?.contains("no ZIP archive") == true)
        }
    }
}
