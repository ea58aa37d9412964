import JSON
import Storage
import Testing

@testable import Workspace

@Suite struct PermissionTests {
    /// An act and the least of the roles that may do it.
    struct Act: Sendable, CustomTestStringConvertible {
        let name: String
        let allowed: Set<Role>
        let body: @Sendable (House, Member, _ project: Int, _ task: Int, _ others: Int) async throws -> Void
        var testDescription: String { name }
    }

    private static let managers: Set<Role> = [.owner, .administrator, .manager]
    private static let reviewers = managers.union([.reviewer])
    private static let everybody = reviewers.union([.annotator])

    static let acts: [Act] = [
        Act(name: "make a project", allowed: managers) { house, member, _, _, _ in
            var edit = ProjectEdit()
            edit.title = "Mine"
            _ = try await Projects(house.work).create(edit, by: member)
        },
        Act(name: "change a project", allowed: managers) { house, member, project, _, _ in
            var edit = ProjectEdit()
            edit.description = "new"
            _ = try await Projects(house.work).update(project, edit, by: member)
        },
        Act(name: "delete a project", allowed: managers) { house, member, project, _, _ in
            try await Projects(house.work).delete(project, by: member)
        },
        Act(name: "import", allowed: managers) { house, member, project, _, _ in
            let source = ImportSource(name: "", bytes: .memory(Array(#"[{"text":"a"}]"#.utf8)))
            _ = try await Imports(house.work).run(ImportRequest(project: project), from: [source], by: member)
        },
        Act(name: "export", allowed: managers) { house, member, project, _, _ in
            _ = try await Exports(house.work).stream(ExportRequest(project: project), by: member)
        },
        Act(name: "delete a task", allowed: managers) { house, member, _, task, _ in
            try await Tasks(house.work).delete(task, by: member)
        },
        Act(name: "see the table", allowed: reviewers) { house, member, project, _, _ in
            _ = try await TaskTable(house.work).rows(
                of: project, TaskSelection(), at: .offset(0), limit: 1, for: member
            )
        },
        Act(name: "act on many tasks", allowed: managers) { house, member, project, _, _ in
            _ = try await BulkActions(house.work).run(.deleteTasks, on: TaskSelection(), of: project, by: member)
        },
        Act(name: "read another's annotation", allowed: reviewers) { house, member, _, _, others in
            _ = try await Annotations(house.work).annotation(others, for: member)
        },
        Act(name: "change another's annotation", allowed: reviewers) { house, member, _, _, others in
            var edit = AnnotationEdit()
            edit.result = "[]"
            _ = try await Annotations(house.work).update(others, edit, by: member)
        },
        Act(name: "delete another's annotation", allowed: reviewers) { house, member, _, _, others in
            try await Annotations(house.work).delete(others, by: member)
        },
        Act(name: "mark the truth", allowed: reviewers) { house, member, _, task, _ in
            try await house.annotate(task, by: member) { $0.groundTruth = true }
        },
        Act(name: "annotate as somebody else", allowed: reviewers) { house, member, _, task, _ in
            try await house.annotate(task, by: member) {
                $0.completedBy = house.owner.id == member.id ? nil : house.owner.id
            }
        },
        Act(name: "add a prediction", allowed: reviewers) { house, member, _, task, _ in
            var edit = Predictions.Edit()
            edit.result = "[]"
            _ = try await Predictions(house.work).create(edit, on: task, by: member)
        },
        Act(name: "list all predictions", allowed: reviewers) { house, member, project, _, _ in
            _ = try await Predictions(house.work).list(project: project, for: member)
        },
        Act(name: "list the files of imports", allowed: reviewers) { house, member, project, _, _ in
            _ = try await Files(house.work).list(of: project, for: member)
        },
        Act(name: "learn who annotated", allowed: reviewers) { house, member, project, _, _ in
            _ = try await Projects(house.work).annotators(of: project, for: member)
        },
        Act(name: "see the views", allowed: reviewers) { house, member, project, _, _ in
            _ = try await Views(house.work).list(of: project, for: member)
        },
        Act(name: "take a task", allowed: everybody) { house, member, project, _, _ in
            _ = try await NextTask(house.work).claim(in: project, by: member)
        },
        Act(name: "annotate", allowed: everybody) { house, member, _, task, _ in
            try await house.annotate(task, by: member)
        },
    ]

    @Test(arguments: acts, Role.allCases) func `each role may do what its line says`(
        _ act: Act, role: Role
    ) async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 2)
            let tasks = try await house.tasks(of: project)
            let others = try await house.annotate(tasks[1], by: house.owner).id
            let member = try await house.person(role)
            do {
                try await act.body(house, member, project, tasks[0], others)
                #expect(act.allowed.contains(role))
            } catch let refusal as Refusal {
                #expect(refusal == .forbidden && !act.allowed.contains(role))
            }
        }
    }

    @Test func `another organisation's things do not exist`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 1)
            let task = try await house.tasks(of: project)[0]
            let annotation = try await house.annotate(task, by: house.owner).id
            let stranger = Member(
                id: 77, organization: 99, role: .owner, email: "s@example.org", origin: Origin(.session)
            )
            func refuses(_ body: () async throws -> Void) async {
                let refusal = await #expect(throws: Refusal.self) { try await body() }
                #expect(refusal?.kind == .notFound)
            }
            await refuses { _ = try await Projects(house.work).record(project, for: stranger) }
            await refuses { _ = try await Tasks(house.work).detail(task, for: stranger) }
            await refuses { _ = try await Annotations(house.work).annotation(annotation, for: stranger) }
            await refuses { try await Annotations(house.work).delete(annotation, by: stranger) }
            await refuses { try await house.annotate(task, by: stranger) }
            await refuses { _ = try await NextTask(house.work).claim(in: project, by: stranger) }
            await refuses {
                _ = try await TaskTable(house.work).rows(
                    of: project, TaskSelection(), at: .offset(0), limit: 1, for: stranger
                )
            }
            #expect(try await Projects(house.work).list(Projects.Search(), for: stranger).total == 0)
        }
    }
}
