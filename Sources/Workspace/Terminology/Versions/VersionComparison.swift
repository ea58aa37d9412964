import JSON
import Terminology

/// What becomes of a project's codes in another version: those that are not used any more, gone, moved or renamed.
struct VersionComparison {
    let bench: VersionBench
    let work: Work

    /// Something that is to be looked at.
    private enum Change: String {
        /// Not in use any more.
        case inactive
        /// Not in the release at all.
        case missing
        /// In use, but outside what the control offers.
        case outOfScope = "out_of_scope"
        /// It has another name.
        case display
    }

    func report(_ progress: (_ done: Int, _ total: Int) throws -> Void) async throws -> String {
        let (order, new) = (bench.order, bench.new)
        let codes = try await ProjectCodes(work).used(of: [order.system, new.release.uri], in: order.project)
        let scope = try await CodeScopes(work).set(of: bench.scope, in: new)
        var counts: [String: Int] = [:]
        var writer = JSONWriter(capacity: 64 << 10)
        try writer.object { writer in
            writer.member("control", order.control)
            writer.member("system", order.system)
            writer.member("title", new.release.title)
            writer.member("from", bench.old?.release.version ?? order.from)
            writer.member("to", new.release.version)
            writer.member("codes", codes.count)
            writer.member("labels", codes.reduce(0) { $0 + $1.labels })
            writer.key("changes")
            try writer.array { writer in
                for (number, code) in codes.enumerated() {
                    if number % 256 == 0 { try progress(number, codes.count) }
                    guard let change = change(of: code, scope) else {
                        counts["unchanged", default: 0] += 1
                        continue
                    }
                    counts[change.rawValue, default: 0] += 1
                    write(code, change, scope, to: &writer)
                }
            }
            writer.member(
                "counts",
                object: { writer in
                    for kind in ["unchanged", "inactive", "missing", "out_of_scope", "display"] {
                        writer.member(kind, counts[kind] ?? 0)
                    }
                })
        }
        return writer.text
    }

    private func change(of code: UsedCode, _ scope: ConceptSet?) -> Change? {
        let index = bench.new.index
        guard let concept = index.concept(code: code.code) else { return .missing }
        if !index.active.contains(concept) { return .inactive }
        if let scope, !scope.contains(concept) { return .outOfScope }
        guard let old = bench.old?.index, let before = old.concept(code: code.code) else { return nil }
        return old.preferredTerm(before) == index.preferredTerm(concept) ? nil : .display
    }

    private func write(_ code: UsedCode, _ change: Change, _ scope: ConceptSet?, to writer: inout JSONWriter) {
        let index = bench.new.index
        let concept = index.concept(code: code.code)
        let before = bench.old?.index.concept(code: code.code).flatMap { bench.old?.index.preferredTerm($0) }
        writer.object { writer in
            writer.member("code", code.code)
            writer.member("change", change.rawValue)
            writer.member("labels", code.labels)
            writer.member("display", before ?? concept.map { index.preferredTerm($0) })
            writer.member("new_display", concept.map { index.preferredTerm($0) })
            writer.member(
                "proposals",
                array: { writer in
                    guard change == .inactive || change == .missing else { return }
                    for proposal in proposals(for: code.code) {
                        writer.object { writer in
                            writer.member("code", index.code(proposal.concept))
                            writer.member("display", index.preferredTerm(proposal.concept))
                            writer.member("association", proposal.association)
                            writer.member("certain", proposal.isCertain)
                            writer.member("in_scope", scope?.contains(proposal.concept) ?? true)
                        }
                    }
                })
        }
    }

    /// What the new version says took the place of a code; of one that it does not have, what the old version says.
    private func proposals(for code: String) -> [Replacements.Proposal] {
        let index = bench.new.index
        if let concept = index.concept(code: code) { return Replacements(of: concept, in: index).proposals }
        guard let old = bench.old?.index, let concept = old.concept(code: code) else { return [] }
        return Replacements(of: concept, in: old).proposals.compactMap { proposal in
            guard let target = index.concept(code: old.code(proposal.concept)), index.active.contains(target) else {
                return nil
            }
            return .init(concept: target, association: proposal.association, isCertain: proposal.isCertain)
        }
    }
}
