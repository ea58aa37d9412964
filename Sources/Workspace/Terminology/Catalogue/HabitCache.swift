import Storage
import Synchronization
import Terminology

/// How often each project uses each code, as last read: what is common in a project stands higher in its lists.
final class HabitCache: Sendable {
    private struct Key: Hashable {
        let project: Int
        let organization: Int
    }

    private struct Entry {
        /// By system and code.
        var uses: [String: [String: Int]]
        var readAt: ContinuousClock.Instant
        /// The same by the concepts of a release, for each that was asked.
        var usages: [Int: ConceptUsage] = [:]
    }

    private let entries = Mutex<[Key: Entry]>([:])
    private static let age = Duration.seconds(5)
    private static let most = 256

    /// Makes sure that what is known of a project is fresh. Of a project of others nothing is told, not even what is common
    /// there.
    func read(_ project: Int, for member: Member, from database: any SQLDatabase) async throws {
        let key = Key(project: project, organization: member.organization)
        if let known = entries.withLock({ $0[key]?.readAt }), known + Self.age > .now { return }
        let uses = try await database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            var uses: [String: [String: Int]] = [:]
            try connection.forEach(
                """
                SELECT system, code, labels FROM code_use WHERE project_id = \(project) AND labels > 0
                ORDER BY labels DESC LIMIT \(ConceptUsage.most * 4)
                """
            ) { row in
                var cells = Cells(row)
                uses[cells.text(), default: [:]][cells.text()] = cells.int()
            }
            return uses
        }
        entries.withLock { entries in
            if entries[key]?.uses == uses {
                entries[key]?.readAt = .now
                return
            }
            if entries.count >= Self.most { entries = [:] }
            entries[key] = Entry(uses: uses, readAt: .now)
        }
    }

    /// What is common in a project, in the terms of a release; nil where nothing is.
    func usage(of project: Int, for member: Member, in open: OpenRelease) -> ConceptUsage? {
        let key = Key(project: project, organization: member.organization)
        return entries.withLock { entries in
            guard let entry = entries[key], !entry.uses.isEmpty else { return nil }
            if let known = entry.usages[open.release.id] { return known }
            var counts: [Concept: Int] = [:]
            for system in [open.release.key, open.release.uri] {
                for (code, count) in entry.uses[system] ?? [:] {
                    if let concept = open.index.concept(code: code) { counts[concept, default: 0] += count }
                }
            }
            let usage = ConceptUsage(counts)
            entries[key]?.usages[open.release.id] = usage
            return usage
        }
    }

    func forgetAll() { entries.withLock { $0 = [:] } }
}
