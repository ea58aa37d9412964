import Foundation
import LabelConfig
import Storage
import Terminology

/// The code systems of an organisation: listing, opening, choosing and deleting releases.
///
/// Everybody reads; owners, administrators and managers load and delete.
package struct Terminologies: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    // MARK: Finding

    /// All releases, the default of each key first.
    package func releases(for member: Member) async throws -> [TerminologyRelease] {
        try await work.shelf().catalogue.releases(of: member.organization, from: work.database)
    }

    /// The release that a reference means.
    package func release(_ reference: SystemReference, for member: Member) async throws -> TerminologyRelease {
        guard let release = reference.resolve(in: try await releases(for: member)) else {
            throw Refusal.noRelease(reference)
        }
        return release
    }

    package func release(_ id: Int, for member: Member) async throws -> TerminologyRelease {
        guard let release = try await releases(for: member).first(where: { $0.id == id }) else {
            throw Refusal.missing("Release")
        }
        return release
    }

    /// The release that a reference means, opened.
    package func open(_ reference: SystemReference, for member: Member) async throws -> OpenRelease {
        try open(try await release(reference, for: member))
    }

    package func open(_ release: TerminologyRelease) throws -> OpenRelease {
        try work.shelf().open(release)
    }

    /// The defaults of all systems that can be opened, or those named; a named one that is not there is refused.
    package func open(_ references: [SystemReference], for member: Member) async throws -> [OpenRelease] {
        let releases = try await releases(for: member)
        guard references.isEmpty else {
            return try references.map { reference in
                guard let release = reference.resolve(in: releases) else { throw Refusal.noRelease(reference) }
                return try open(release)
            }
        }
        var seen: Set<String> = []
        // A project's own tree is found by those who ask for it.
        return releases.filter { $0.project == nil && seen.insert($0.key).inserted }.compactMap { try? open($0) }
    }

    /// The release that FHIR names by its address and version; the default where no version is given.
    package func open(uri: String, version: String?, for member: Member) async throws -> OpenRelease? {
        let releases = try await releases(for: member).filter { $0.uri == uri }
        let found = releases.first { version == nil || $0.version == version || $0.versionURI == version }
        return try found.map { try open($0) }
    }

    // MARK: Listing

    /// All releases with their state and who uses them.
    package func records(for member: Member) async throws -> [ReleaseRecord] {
        let shelf = try work.shelf()
        let releases = try await releases(for: member)
        let (uses, authors) = try await work.database.read { connection in
            (
                try Self.uses(of: releases, for: member.organization, in: connection),
                try Authors(releases.map(\.loadedBy), in: connection)
            )
        }
        var seen: Set<String> = []
        return releases.map { release in
            let index = Result { () throws(BrokenRelease) in try shelf.open(release).index }
            return ReleaseRecord(
                release: release, isDefault: seen.insert(release.key).inserted, index: index,
                projects: uses[release.id] ?? [], loadedBy: authors[release.loadedBy])
        }
    }

    /// Which projects' interfaces name each release.
    private static func uses(
        of releases: [TerminologyRelease], for organization: Int, in connection: any SQLConnection
    ) throws -> [Int: [ReleaseRecord.ProjectUse]] {
        var uses: [Int: [ReleaseRecord.ProjectUse]] = [:]
        try connection.forEach(
            """
            SELECT id, title, label_config FROM project
            WHERE organization_id = \(organization) AND label_config LIKE '%terminology%' ORDER BY id
            """
        ) { row in
            var cells = Cells(row)
            let (project, title, config) = (cells.int(), cells.text(), cells.text())
            var named: Set<Int> = []
            for reference in References(config: config, project: project).all {
                guard let release = reference.resolve(in: releases), named.insert(release.id).inserted else { continue }
                uses[release.id, default: []].append(
                    .init(id: project, title: title, isPinned: reference.version != nil))
            }
        }
        return uses
    }

    // MARK: Changing

    /// Makes a release the one that its key alone means.
    package func makeDefault(_ id: Int, by member: Member) async throws {
        try member.require(.manageProjects)
        let shelf = try work.shelf()
        let now = work.clock.now()
        try await work.database.write { connection in
            var release = try Self.find(id, for: member, in: connection)
            let before = release.fingerprint
            try Self.choose(release, in: connection)
            release.isChosen = true
            try EventLog.append(
                Event("terminology.default", .terminology, id, before: before, after: release.fingerprint),
                by: member, at: now, in: connection
            )
        }
        shelf.catalogue.forget()
    }

    static func choose(_ release: TerminologyRelease, in connection: any SQLConnection) throws {
        try connection.execute(
            """
            UPDATE terminology_release SET is_default = \(false)
            WHERE organization_id = \(release.organization) AND key = \(release.key) AND is_default = \(true)
            """
        )
        try connection.execute("UPDATE terminology_release SET is_default = \(true) WHERE id = \(release.id)")
    }

    /// Deletes a release that no project needs. Its file goes when the row is gone.
    package func delete(_ id: Int, by member: Member) async throws {
        try member.require(.manageProjects)
        let shelf = try work.shelf()
        let now = work.clock.now()
        let gone = try await work.database.write { connection in
            let release = try Self.find(id, for: member, in: connection)
            let releases = try TerminologyCatalogue.read(in: connection)
                .filter { $0.organization == member.organization }
            let isOnly = releases.filter { $0.key == release.key }.count == 1
            let users = try Self.uses(of: releases, for: member.organization, in: connection)[id] ?? []
            let pinning = users.filter { $0.isPinned || isOnly }
            guard pinning.isEmpty else {
                let names = pinning.prefix(3).map { "“\($0.title)” (\($0.id))" }.joined(separator: ", ")
                let more = pinning.count > 3 ? " and \(pinning.count - 3) more" : ""
                throw Refusal(
                    .conflict, "\(release.name) is used by the interface of \(names)\(more); change these first.")
            }
            try connection.execute("DELETE FROM terminology_release WHERE id = \(id)")
            try EventLog.append(
                Event("terminology.delete", .terminology, id, before: release.fingerprint), by: member, at: now,
                in: connection
            )
            return release
        }
        shelf.catalogue.forget()
        shelf.close(gone)
        try? FileManager.default.removeItem(atPath: shelf.path(of: gone))
    }

    static func find(
        _ id: Int, for member: Member, in connection: any SQLConnection
    ) throws -> TerminologyRelease {
        let row = try connection.first(
            """
            SELECT \(raw: TerminologyRelease.selection) FROM terminology_release
            WHERE id = \(id) AND organization_id = \(member.organization) \(raw: connection.dialect.forUpdate)
            """
        )
        guard let row else { throw Refusal.missing("Release") }
        var cells = Cells(row)
        return TerminologyRelease(&cells)
    }

    /// The systems that an interface names.
    struct References {
        let all: [SystemReference]

        init(config: String, project: Int) {
            guard config.contains("terminology"), let config = try? LabelConfig(parsing: config) else {
                all = []
                return
            }
            all = config.interface.controls.flatMap { control in
                (control.codeScope?.systems ?? []).map { SystemReference($0, in: project) }
            }
        }
    }
}

extension Refusal {
    /// Nothing is loaded under that name.
    static func noRelease(_ reference: SystemReference) -> Refusal {
        Refusal(.notFound, "No release of “\(reference.text)” is loaded.")
    }
}
