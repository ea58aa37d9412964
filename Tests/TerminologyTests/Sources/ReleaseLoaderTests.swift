import Foundation
import Synchronization
import Testing

@testable import Terminology

struct ReleaseLoaderTests {
    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func `a release is loaded from its archive and can be searched at once`() throws {
        try TinyRelease.withFolder { folder in
            let sample = TinyRelease.sample()
            let archive = folder + "/release.zip"
            try Data(TinyZip(sample.release.files).bytes).write(to: URL(filePath: archive))
            let target = folder + "/indexes"
            let steps = Mutex<Set<ImportStep>>([])
            let progress = ImportProgress(report: { step, _, _ in steps.withLock { _ = $0.insert(step) } })
            let loaded = try ReleaseLoader.load(archive, into: target, progress: progress)
            #expect(try names(target) == ["snomed-20260101.vxt"])
            let release = try #require(loaded.first)
            #expect(release.path == target + "/snomed-20260101.vxt")
            #expect(release.index.concepts == (sample.release.tables[.concept]?.rows.count ?? 0))
            #expect(release.warnings == [])
            #expect(release.cost.processorSeconds > 0 && release.cost.peakBytes > 1 << 20)
            #expect(steps.withLock { $0.isSuperset(of: [.unpacking, .hierarchy, .writing, .checking]) })

            let index = try TerminologyIndex.open(release.path)
            let pneumonia = try #require(index.concept(number: sample.pneumonia))
            let disease = try #require(index.concept(number: sample.disease))
            #expect(index.subsumes(disease, pneumonia) && !index.subsumes(pneumonia, disease))
            #expect(index.preferredTerm(pneumonia) == "Pneumonia")
        }
    }

    @Test func `what is wrong leaves what was there as it was, and nothing beside it`() throws {
        try TinyRelease.withFolder { folder in
            let target = folder + "/indexes"
            let good = try TinyRelease.sample().release.write(into: folder)
            let path = try #require(ReleaseLoader.load(good, into: target).first).path
            let before = try Data(contentsOf: URL(filePath: path))

            // A row that is wrong; a circle, which only the builder sees; files of no kind; none at all.
            var wrong = TinyRelease.sample().release
            wrong.tables[.description]?.rows[3][7] = ""
            var circle = TinyRelease.sample()
            circle.release.relate(circle.disease, TinyRelease.isA, circle.pneumonia)
            for files in [wrong.files, circle.release.files, ["notes.doc": Array("x".utf8)]] {
                let bad = try TinyRelease.write(files, into: folder)
                #expect(throws: ImportFailure.self) { try ReleaseLoader.load(bad, into: target) }
                #expect(try names(target) == ["snomed-20260101.vxt"])
                #expect(try Data(contentsOf: URL(filePath: path)) == before)
            }
            let cancelled = ImportProgress(isCancelled: { true })
            #expect(throws: CancellationError.self) { try ReleaseLoader.load(good, into: target, progress: cancelled) }
            #expect(try names(target) == ["snomed-20260101.vxt"])
        }
    }

    @Test func `a parent that is named twice is one parent`() throws {
        try TinyRelease.withFolder { folder in
            var sample = TinyRelease.sample()
            sample.release.relate(sample.pneumonia, TinyRelease.isA, sample.lungDisease)
            let path = try sample.release.write(into: folder)
            let release = try #require(ReleaseLoader.load(path, into: folder + "/x").first)
            let index = try TerminologyIndex.open(release.path)
            let pneumonia = try #require(index.concept(number: sample.pneumonia))
            #expect(index.parents(pneumonia).count == 2)
            #expect(try index.children(#require(index.concept(number: sample.lungDisease))).count == 1)
        }
    }

    @Test func `bent releases end as an index that opens or as a complaint, and never crash`() throws {
        try TinyRelease.withFolder { folder in
            let files = TinyRelease.sample().release.files
            let paths = files.keys.sorted()
            let target = folder + "/indexes"
            var random = SeededGenerator(seed: 77)
            var loaded = 0
            for _ in 0..<100 {
                var bent = files
                let path = paths.randomElement(using: &random) ?? ""
                // Whole lines, so that more of them come through: lost, doubled, moved, or with a field of another line.
                var lines = String(decoding: bent[path] ?? [], as: UTF8.self).split(separator: "\r\n").map(String.init)
                guard lines.count > 2 else { continue }
                let (one, other) = (
                    Int.random(in: 1..<lines.count, using: &random), Int.random(in: 1..<lines.count, using: &random)
                )
                switch Int.random(in: 0..<3, using: &random) {
                case 0: lines.remove(at: one)
                case 1: lines.swapAt(one, other)
                default:
                    var fields = lines[one].split(separator: "\t", omittingEmptySubsequences: false)
                    let donor = lines[other].split(separator: "\t", omittingEmptySubsequences: false)
                    let column = Int.random(in: 0..<fields.count, using: &random)
                    fields[column] = donor[column % donor.count]
                    lines[one] = fields.joined(separator: "\t")
                }
                bent[path] = Array(lines.map { $0 + "\r\n" }.joined().utf8)
                var zip = TinyZip()
                for (name, bytes) in bent.sorted(by: { $0.key < $1.key }) { zip.add(name, bytes, isPacked: false) }
                let archive = folder + "/release.zip"
                try Data(zip.bytes).write(to: URL(filePath: archive))
                do {
                    let release = try #require(ReleaseLoader.load(archive, into: target).first)
                    _ = try TerminologyIndex.open(release.path)
                    loaded += 1
                } catch let failure as ImportFailure {
                    #expect(!failure.problems.isEmpty)
                }
            }
            #expect(loaded > 20)
            #expect(try names(target) == ["snomed-20260101.vxt"])
        }
    }

    @Test func `the concepts of a circle are named`() throws {
        try TinyRelease.withFolder { folder in
            var sample = TinyRelease.sample()
            sample.release.relate(sample.disease, TinyRelease.isA, sample.lobarPneumonia)
            let path = try sample.release.write(into: folder)
            let failure = #expect(throws: ImportFailure.self) { try ReleaseLoader.load(path, into: folder + "/x") }
            let reason = failure?.problems.first?.reason ?? ""
            for code in [sample.disease, sample.pneumonia, sample.lobarPneumonia] {
                #expect(reason.contains(String(code)), "\(reason)")
            }
        }
    }

    @Test func `a file that cannot get its name takes none of the others with it`() throws {
        try TinyRelease.withFolder { folder in
            let target = folder + "/indexes"
            // A folder stands where the index should.
            try FileManager.default.createDirectory(
                atPath: target + "/snomed-20260101.vxt/x", withIntermediateDirectories: true)
            let path = try TinyRelease.sample().release.write(into: folder)
            #expect(throws: ImportFailure.self) { try ReleaseLoader.load(path, into: target) }
            #expect(try names(target) == ["snomed-20260101.vxt"])
        }
    }

    @Test(arguments: [
        ("snomed", "20260101", "snomed-20260101.vxt"), ("icd10", "2019/ä", "icd10-2019__.vxt"),
        ("x", "../../etc", "x-.._.._etc.vxt"),
    ])
    func `files are named by key and version`(key: String, version: String, name: String) {
        let licence = Licence(title: "", summary: "", isRedistributable: true)
        let identity = SystemIdentity(key: key, title: "", uri: "", version: version, licence: licence)
        #expect(ReleaseLoader.fileName(identity) == name)
    }
}
