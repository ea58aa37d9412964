import JSON
import LabelConfig

/// A project's labels are to be taken to another version of a system: which, by which control, and what becomes of codes.
package struct VersionOrder: Sendable {
    /// One code becomes another.
    package struct Replacement: Sendable, Hashable {
        package let code: String
        package let by: String

        package init(code: String, by: String) {
            self.code = code
            self.by = by
        }
    }

    package var project: Int
    package var control: String
    /// The key of the system.
    package var system: String
    /// The version the labels were made with; what the interface names where nil.
    package var from: String?
    package var to: String
    package var replacements: [Replacement] = []
    var organization = 0

    package init(project: Int, control: String, system: String, to: String) {
        self.project = project
        self.control = control
        self.system = system
        self.to = to
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("organization", organization)
            writer.member("control", control)
            writer.member("system", system)
            writer.member("from", from)
            writer.member("to", to)
            writer.member(
                "replacements",
                array: { writer in
                    for one in replacements {
                        writer.object { writer in
                            writer.member("code", one.code)
                            writer.member("to", one.by)
                        }
                    }
                })
        }
        return writer.text
    }

    init?(_ payload: String, project: Int?) {
        guard let value = try? JSONValue(parsing: payload), let project, let control = value["control"]?.string,
            let system = value["system"]?.string, let to = value["to"]?.string
        else { return nil }
        self.init(project: project, control: control, system: system, to: to)
        from = value["from"]?.string
        organization = value["organization"]?.integer ?? 0
        replacements = (value["replacements"]?.array ?? []).compactMap { one in
            guard let code = one["code"]?.string, let new = one["to"]?.string else { return nil }
            return Replacement(code: code, by: new)
        }
    }
}

/// An order with all it names at hand.
struct VersionBench {
    let order: VersionOrder
    let project: Project
    let config: LabelConfig
    let scope: CodeScope
    let new: OpenRelease
    /// Nil where the version before is not loaded any more.
    let old: OpenRelease?

    init(_ order: VersionOrder, _ work: Work, for member: Member) async throws {
        var order = order
        let project = try await Projects(work).project(order.project, for: member)
        guard let config = try? LabelConfig(parsing: project.labelConfig),
            let scope = config.interface.control(named: order.control)?.codeScope
        else {
            throw Refusal.invalid(
                .init("control", "The interface of this project has no control “\(order.control)” that offers codes."))
        }
        // `snomed@2025` names the version before, too.
        let named = try SystemReference(order.system, in: order.project)
        let written = scope.systems.first { ProjectTree.key($0.key, in: order.project) == named.key }
        guard let written else {
            throw Refusal.invalid(.init("system", "“\(order.control)” takes no codes from “\(named.key)”."))
        }
        order.system = named.key
        let terminologies = Terminologies(work)
        new = try await terminologies.open(SystemReference(key: named.key, version: order.to), for: member)
        let version = order.from ?? named.version ?? written.version
        old = try? await terminologies.open(SystemReference(key: named.key, version: version), for: member)
        self.order = order
        self.project = project
        self.config = config
        self.scope = scope
    }
}
