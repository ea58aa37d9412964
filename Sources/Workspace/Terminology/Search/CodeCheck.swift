package import JSON
import LabelConfig
import Terminology

/// Looks whether the codes of a result are those that its control offers. What is found are warnings: a label that somebody
/// made is kept.
package struct CodeCheck: Sendable {
    package struct Warning: Sendable, Equatable {
        /// The item of the result.
        package let index: Int
        /// Where in the item: `value.taxonomy[1]`.
        package let path: String
        package let message: String
    }

    let work: Work

    package init(_ work: Work) { self.work = work }

    package func warnings(of result: JSONValue, in project: Int, for member: Member) async throws -> [Warning] {
        let found = try await Projects(work).project(project, for: member)
        guard let config = try? LabelConfig(parsing: found.labelConfig) else { return [] }
        let terminologies = Terminologies(work)
        let releases = try await terminologies.releases(for: member)
        var warnings: [Warning] = []
        for (number, item) in (result.array ?? []).enumerated() {
            guard item["type"]?.string == "taxonomy",
                let control = item["from_name"]?.string.flatMap({ config.interface.control(named: $0) }),
                let scope = control.codeScope
            else { continue }
            let offered = scope.systems.compactMap { system in
                SystemReference(system, in: project).resolve(in: releases).flatMap { try? terminologies.open($0) }
            }
            let codes = item["meta"]?["med"]?["codes"]?.array
            for (place, path) in (item["value"]?["taxonomy"]?.array ?? []).enumerated() {
                guard let code = path.array?.last?.string else { continue }
                let key = codes.flatMap { place < $0.count ? $0[place]["key"]?.string : nil }
                let places = key.map { key in offered.filter { $0.release.key == key } } ?? offered
                if let message = try await doubt(code, places.isEmpty ? offered : places, scope, control.name) {
                    warnings.append(Warning(index: number, path: "value.taxonomy[\(place)]", message: message))
                }
            }
        }
        return warnings
    }

    private func doubt(
        _ code: String, _ offered: [OpenRelease], _ scope: CodeScope, _ control: String
    ) async throws -> String? {
        guard !offered.isEmpty else { return nil }
        for open in offered {
            guard let concept = open.index.concept(code: code) else { continue }
            let flags = open.index.flags(concept)
            if !flags.contains(.active) { return "“\(code)” is not in use in \(open.release.name)" }
            if !flags.contains(.selectable), !scope.includesUnselectable {
                return "“\(code)” is a header of \(open.release.name) and not offered"
            }
            if let set = try await CodeScopes(work).set(of: scope, in: open), !set.contains(concept) {
                return "“\(code)” lies outside of what “\(control)” offers of \(open.release.name)"
            }
            return nil
        }
        return "“\(code)” is not in \(offered.map(\.release.name).joined(separator: ", "))"
    }
}
