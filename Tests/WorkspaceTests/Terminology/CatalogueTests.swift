import Foundation
import Storage
import Terminology
import Testing

@testable import Workspace

@Suite struct CatalogueTests {
    @Test(arguments: Engine.all)
    func `what is loaded is listed with its numbers and found again`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let release = try await house.load()
            #expect(release.name == "wards@1")
            #expect(release.concepts == 8)
            let records = try await Terminologies(house.work).records(for: house.owner)
            #expect(records.map(\.release.name) == ["wards@1"])
            #expect(records[0].isDefault)
            #expect(try records[0].index.get().conceptCount == 8)
            #expect(records[0].loadedBy?.id == house.owner.id)
            let found = try await CodeSearch(house.work).find(CodeWish(text: "inf ant"), for: house.owner)
            #expect(found.count == 1)
            #expect(found[0].answer.hits.map { found[0].index.code($0.concept) } == ["H1.1"])
            #expect(house.terminologyFiles == [release.file])
            let gap = try await house.work.database.read { try EventLog.firstBreak(in: $0) }
            #expect(gap == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `a key alone means the newest version until somebody chooses`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let terminologies = Terminologies(house.work)
            func version() async throws -> String {
                try await terminologies.release(SystemReference("wards"), for: house.owner).version
            }
            let nine = try await house.load(version: "2025.9")
            try await house.load(version: "2025.10")
            #expect(try await version() == "2025.10")
            try await terminologies.makeDefault(nine.id, by: house.owner)
            #expect(try await version() == "2025.9")
            try await house.load(version: "2026.1")
            #expect(try await version() == "2025.9")
            try await house.load(version: "2026.2", chosen: true)
            #expect(try await version() == "2026.2")
            #expect(
                try await terminologies.release(SystemReference("wards@2025.10"), for: house.owner).version == "2025.10"
            )
            await #expect(throws: Refusal.self) {
                try await terminologies.release(SystemReference("wards@1999"), for: house.owner)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `the same version loaded again takes the place of the one before`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let old = try await house.load()
            let open = try await Terminologies(house.work).open(SystemReference("wards"), for: house.owner)
            let new = try await house.load(Wards.second)
            #expect(house.terminologyFiles == [new.file])
            #expect(new.id != old.id)
            // Who was reading goes on reading what was there.
            #expect(open.index.concept(code: "L2") != nil)
            let now = try await Terminologies(house.work).open(SystemReference("wards"), for: house.owner)
            #expect(now.index.concept(code: "L2") == nil)
        }
    }

    @Test func `a release that an interface needs is not deleted`() async throws {
        try await House.with { house in
            let terminologies = Terminologies(house.work)
            let one = try await house.load(version: "1")
            let two = try await house.load(Wards.second, version: "2")
            _ = try await house.project { $0.labelConfig = Wards.config.replacing("\"wards\"", with: "\"wards@1\"") }
            await #expect(throws: Refusal.self) { try await terminologies.delete(one.id, by: house.owner) }
            let uses = try await terminologies.records(for: house.owner)
            #expect(uses.first { $0.release.id == one.id }?.projects.map(\.isPinned) == [true])
            try await terminologies.delete(two.id, by: house.owner)
            #expect(house.terminologyFiles == [one.file])
            #expect(try await terminologies.releases(for: house.owner).map(\.id) == [one.id])
        }
    }

    @Test func `the last version of a key that an interface names is not deleted`() async throws {
        try await House.with { house in
            let one = try await house.load()
            _ = try await house.project { $0.labelConfig = Wards.config }
            await #expect(throws: Refusal.self) {
                try await Terminologies(house.work).delete(one.id, by: house.owner)
            }
            try await house.load(Wards.second, version: "2")
            try await Terminologies(house.work).delete(one.id, by: house.owner)
        }
    }

    @Test func `files that are wrong are refused with their place, and what was there is still served`() async throws {
        try await House.with { house in
            let release = try await house.load()
            let failure = await #expect(throws: ImportFailure.self) {
                try await house.load(#"[{"value":"A","alias":"X"},{"value":"B","alias":"X"}]"#, version: "2")
            }
            #expect(failure?.problems.first?.file == "tree.json")
            await #expect(throws: ImportFailure.self) { try await house.load("[{\"value\":", version: "3") }
            #expect(house.terminologyFiles == [release.file])
            #expect(try await Terminologies(house.work).releases(for: house.owner).count == 1)
            _ = try await Terminologies(house.work).open(SystemReference("wards"), for: house.owner)
        }
    }

    @Test func `a damaged file is shown as broken, and others go on`() async throws {
        try await House.with { house in
            let release = try await house.load()
            try await house.load(Wards.second, key: "other")
            let path = try house.work.shelf().path(of: release)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try writeFile(Array(bytes.prefix(bytes.count / 2)), to: path)
            let terminologies = Terminologies(house.work)
            let records = try await terminologies.records(for: house.owner)
            let broken = try #require(records.first { $0.release.key == "wards" })
            #expect(throws: BrokenRelease.self) { try broken.index.get() }
            await #expect(throws: BrokenRelease.self) {
                try await terminologies.open(SystemReference("wards"), for: house.owner)
            }
            #expect(terminologies.fault(in: release) != nil)
            // A search over all systems passes it over.
            let found = try await CodeSearch(house.work).find(CodeWish(text: "pneu"), for: house.owner)
            #expect(found.map(\.release.key) == ["other"])
        }
    }

    @Test func `what a kill left behind is swept away, and nothing else`() async throws {
        try await House.with { house in
            let release = try await house.load()
            let shelf = try house.work.shelf()
            try writeFile([1], to: shelf.folder + "/orphan.vxt")
            let left = shelf.folder + "/staging/dead"
            try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
            try writeFile([], to: left + "/lock")
            try writeFile([1], to: left + "/0.vxt")
            let busy = try Terminologies(house.work).stage(by: house.owner)
            try await Terminologies(house.work).sweep()
            // While somebody is at work, a file without a row may be theirs.
            #expect(house.terminologyFiles.contains("orphan.vxt"))
            #expect(!FileManager.default.fileExists(atPath: left))
            #expect(FileManager.default.fileExists(atPath: busy.path))
            busy.remove()
            try await Terminologies(house.work).sweep()
            #expect(house.terminologyFiles == [release.file])
        }
    }

    @Test func `what another process loaded is noticed`() async throws {
        try await House.with { house in
            _ = try await Terminologies(house.work).releases(for: house.owner)
            let other = Work(
                database: house.work.database, blobs: house.work.blobs,
                terminology: TerminologyShelf(folder: try house.work.shelf().folder))
            let elsewhere = House(other, house.owner)
            try await elsewhere.load()
            house.work.terminology?.catalogue.forget()
            _ = try await Terminologies(house.work).open(SystemReference("wards"), for: house.owner)
        }
    }

    @Test(arguments: [Role.reviewer, .annotator])
    func `who may not manage projects loads and deletes nothing`(_ role: Role) async throws {
        try await House.with { house in
            let release = try await house.load()
            let member = try await house.person(role)
            let terminologies = Terminologies(house.work)
            await #expect(throws: Refusal.forbidden) { try await terminologies.load("/", ReleaseWish(), by: member) }
            await #expect(throws: Refusal.forbidden) { try await terminologies.delete(release.id, by: member) }
            await #expect(throws: Refusal.forbidden) { try await terminologies.makeDefault(release.id, by: member) }
            #expect(try await terminologies.releases(for: member).count == 1)
            #expect(try await CodeSearch(house.work).find(CodeWish(text: "asth"), for: member).count == 1)
        }
    }
}
