package import LabelConfig
import Storage

/// A new labelling config for a project in which work was done.
package struct ConfigChange {
    package let old: LabelConfig?
    package let new: LabelConfig
    package let problems: [RemovalProblem]

    init(of project: Int, to text: String, in connection: any SQLConnection) throws {
        do {
            new = try LabelConfig.checked(text)
        } catch {
            throw Refusal.invalid(.init("label_config", messages: error.problems.map(\.description)))
        }
        let row = try connection.first("SELECT label_config FROM project WHERE id = \(project)")
        old = try? LabelConfig(parsing: row?.string("label_config") ?? "")
        problems = new.check(
            removalOf: try ProjectSummary.work(.annotations, of: project, in: connection),
            drafts: try ProjectSummary.work(.drafts, of: project, in: connection)
        )
    }

    /// Whether what was asked before is asked differently now.
    package var changesEssentials: Bool { old.map { new.changesEssentials(of: $0) } ?? true }

    func refuseIfHarmful() throws {
        guard problems.isEmpty else {
            throw Refusal.invalid(.init("label_config", messages: problems.map(\.description)))
        }
    }
}

extension Projects {
    /// Checks a config without storing it; answers whether it asks something essentially different.
    package func validate(config text: String, for id: Int, by member: Member) async throws -> Bool {
        try await work.database.read { connection in
            _ = try Self.find(id, for: member, in: connection)
            let change = try ConfigChange(of: id, to: text, in: connection)
            try change.refuseIfHarmful()
            return change.changesEssentials
        }
    }

    /// Checks a config on its own.
    package static func validate(config text: String) throws {
        do {
            _ = try LabelConfig.checked(text)
        } catch {
            throw Refusal.invalid(.init("label_config", messages: error.problems.map(\.description)))
        }
    }
}
