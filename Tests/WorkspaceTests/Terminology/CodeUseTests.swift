import JSON
import Storage
import Terminology
import Testing

@testable import Workspace

@Suite struct CodeUseTests {
    private static func uses(_ house: House, _ project: Int) async throws -> [String: Int] {
        try await house.work.database.read { connection in
            var uses: [String: Int] = [:]
            for row in try connection.query(
                "SELECT system, code, labels FROM code_use WHERE project_id = \(project) AND labels <> 0"
            ) {
                uses["\(row.string("system"))|\(row.string("code"))"] = row.int("labels")
            }
            return uses
        }
    }

    @Test(arguments: Engine.all)
    func `codes are counted as annotations come, change and go`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 3) { $0.labelConfig = Wards.config }
            let tasks = try await house.tasks(of: project)
            let first = try await house.annotate(tasks[0], by: house.owner) {
                $0.result = Wards.result([["H", "H1", "H1.1"], ["L", "L2"]])
            }
            // A path alone says its system through the control.
            let second = try await house.annotate(tasks[1], by: house.owner) {
                $0.result = Wards.result([["L", "L2"]], withCodes: false)
            }
            #expect(try await Self.uses(house, project) == ["wards|H1.1": 1, "wards|L2": 2])
            var edit = AnnotationEdit()
            edit.result = Wards.result([["H", "H2"]])
            _ = try await Annotations(house.work).update(first.id, edit, by: house.owner)
            #expect(try await Self.uses(house, project) == ["wards|H2": 1, "wards|L2": 1])
            try await Annotations(house.work).delete(second.id, by: house.owner)
            #expect(try await Self.uses(house, project) == ["wards|H2": 1])
            let shortlist = try await ProjectCodes(house.work).shortlist(of: project, control: "dx", for: house.owner)
            #expect(shortlist.recent.map(\.code) == ["H2"])
            let other = try await ProjectCodes(house.work).shortlist(of: project, control: "sev", for: house.owner)
            #expect(other.recent.isEmpty)
            try await Tasks(house.work).delete(tasks[0], by: house.owner)
            #expect(try await Self.uses(house, project) == [:])
        }
    }

    @Test(arguments: Engine.all)
    func `imported labels count, and a recount comes to the same`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project { $0.labelConfig = Wards.config }
            let tasks = (0..<30).map { number in
                let codes = [["H", "H2"], ["L", "L1"], ["L", "L2"]]
                let result = Wards.result([codes[number % 3]], withCodes: number % 2 == 0)
                return #"{"data":{"text":"n"},"annotations":[{"result":\#(result)}]}"#
            }
            try await house.importTasks(tasks, into: project)
            let counted = try await Self.uses(house, project)
            #expect(counted == ["wards|H2": 10, "wards|L1": 10, "wards|L2": 10])
            func dates() async throws -> [Int] {
                try await house.work.database.read { connection in
                    try connection.query("SELECT last_at FROM code_use WHERE project_id = \(project)").map {
                        $0.int("last_at")
                    }
                }
            }
            #expect(try await dates().allSatisfy { $0 > 0 })
            try await house.work.database.write { connection in
                try connection.execute("UPDATE code_use SET labels = 99, last_at = 0 WHERE project_id = \(project)")
            }
            try await Projects(house.work).recountLabels(of: project, by: house.owner)
            #expect(try await Self.uses(house, project) == counted)
            #expect(try await dates().allSatisfy { $0 > 0 })
        }
    }

    @Test func `paths of a taxonomy that offers no codes are no codes`() async throws {
        try await House.with { house in
            let config = Wards.config.replacing(" terminology=\"wards\"", with: "")
            let project = try await house.project(tasks: 1) { $0.labelConfig = config }
            try await house.annotate(try await house.tasks(of: project)[0], by: house.owner) {
                $0.result = Wards.result([["H", "H2"]], withCodes: false)
            }
            #expect(try await Self.uses(house, project) == [:])
        }
    }

    @Test func `what is common in a project stands higher there, and only there`() async throws {
        try await House.with { house in
            try await house.load()
            let project = try await house.project(tasks: 1) { $0.labelConfig = Wards.config }
            let other = try await house.project { $0.labelConfig = Wards.config }
            func order(_ project: Int?) async throws -> [String] {
                var wish = CodeWish(text: "inf")
                wish.systems = [SystemReference(key: "wards")]
                wish.project = project
                let found = try await CodeSearch(house.work).find(wish, for: house.owner)
                return found[0].answer.hits.map { found[0].index.code($0.concept) }
            }
            let usual = try await order(nil)
            let last = try #require(usual.last)
            try await house.annotate(try await house.tasks(of: project)[0], by: house.owner) {
                $0.result = Wards.result([["H", "H1", last]])
            }
            let here = try await order(project)
            #expect(here.firstIndex(of: last) ?? 9 < usual.count - 1, "\(usual) → \(here)")
            #expect(try await order(other) == usual)
        }
    }

    @Test(arguments: Engine.all)
    func `favourites are a project's own, and set and taken once`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project { $0.labelConfig = Wards.config }
            let codes = ProjectCodes(house.work)
            let annotator = try await house.person()
            for _ in 0..<2 { try await codes.setFavourite(true, "L2", of: "wards", in: project, by: annotator) }
            #expect(try await codes.shortlist(of: project, for: annotator).favourites.map(\.code) == ["L2"])
            try await codes.setFavourite(false, "L2", of: "wards@1", in: project, by: annotator)
            #expect(try await codes.shortlist(of: project, for: annotator).favourites.isEmpty)
        }
    }
}
