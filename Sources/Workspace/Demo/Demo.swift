import Foundation
import JSON
import Storage

/// Projects with data the program itself makes up, so that the first screen is alive.
///
/// All of it says that it is synthetic: in the projects' titles, in each note's first line, across each picture.
package struct Demo: Sendable {
    private let work: Work

    package init(_ work: Work) { self.work = work }

    /// Makes the projects. The same notes and pictures come out each time.
    ///
    /// - Parameter isStarting: leaves the volume to the background, for somebody waits to see the first page.
    package func make(by member: Member, isStarting: Bool = false) async throws {
        try await makeNotes(by: member)
        try await makeFilms(by: member)
        // Without the decode worker a volume could not be looked at.
        guard work.imaging?.pool != nil else { return }
        guard isStarting else { return try await makeVolume(by: member) }
        let now = work.clock.now()
        try await work.database.write { connection in
            _ = try JobStore.enqueue(
                WorkJobs.volumeKind, payload: #"{"organization":\#(member.organization)}"#, project: nil,
                user: member.id, now: now, on: connection
            )
        }
    }

    private static let volumeTitle = "Demo: chest volume (synthetic)"

    /// Makes the project with the volume, unless an earlier try that was cut off has.
    func makeVolume(by member: Member) async throws {
        let before = try await work.database.read { connection in
            try connection.optionalInteger(
                """
                SELECT project.id FROM project JOIN project_tally ON project_tally.project_id = project.id
                WHERE project.organization_id = \(member.organization) AND project.title = \(Self.volumeTitle)
                    AND project_tally.tasks = 0
                """
            )
        }
        if let before { try await Projects(work).delete(before, by: member) }
        var edit = ProjectEdit()
        edit.title = Self.volumeTitle
        edit.description = "A phantom of ellipsoids made by Vesalius as a CT series; no real person."
        edit.labelConfig = VolumePhantom.labelConfig
        edit.expertInstruction = "Scroll through the slices, paint the lesion in the right lung and measure it."
        let project = try await Projects(work).create(edit, by: member).project
        let folder = NSTemporaryDirectory() + work.newName()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let phantom = VolumePhantom()
        let names = try phantom.files().map { file in
            try Data(file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
            return file.name
        }
        _ = try await Imports(work).run(
            ImportRequest(project: project.id),
            from: names.map { ImportSource(name: $0, bytes: .file("\(folder)/\($0)")) }, by: member
        )
    }

    private func makeNotes(by member: Member) async throws {
        var edit = ProjectEdit()
        edit.title = "Demo: discharge notes (synthetic)"
        edit.description = "Notes made up by Vesalius from templates. No line of them is about a real person."
        edit.labelConfig = DischargeNote.labelConfig
        edit.expertInstruction = "Mark every problem, drug, dose, procedure and test. Then say where the patient went."
        let project = try await Projects(work).create(edit, by: member).project
        var chance = SeededChance(seed: 1543)
        let notes = (1...30).map { DischargeNote(number: $0, chance: &chance) }
        let tasks = notes.enumerated().map { index, note in note.task(isLabeled: index < 9) }
        try await take(tasks, into: project.id, member)
    }

    private func makeFilms(by member: Member) async throws {
        var edit = ProjectEdit()
        edit.title = "Demo: chest films (synthetic)"
        edit.description = "Phantoms drawn by Vesalius with known hearts, nodules and effusions; no real person."
        edit.labelConfig = ChestPhantom.labelConfig
        edit.expertInstruction = "Box the heart, ring every nodule and effusion, then choose your impression."
        let project = try await Projects(work).create(edit, by: member).project
        var chance = SeededChance(seed: 1555)
        var tasks: [JSONValue] = []
        for number in 1...10 {
            let phantom = ChestPhantom(number: number, chance: &chance)
            let file = try await add(phantom.draw(), named: "synthetic-film-\(number).png", to: project.id, member)
            tasks.append(phantom.task(image: file.url, isLabeled: number <= 4))
        }
        try await take(tasks, into: project.id, member)
    }

    private func add(
        _ picture: GrayPicture, named name: String, to project: Int, _ member: Member
    ) async throws -> FileUpload {
        let path = NSTemporaryDirectory() + work.newName() + ".png"
        defer { unlink(path) }
        try Data(picture.png).write(to: URL(fileURLWithPath: path))
        return try await Files(work).add(FileChunks(path), named: name, to: project, by: member)
    }

    private func take(_ tasks: [JSONValue], into project: Int, _ member: Member) async throws {
        let source = ImportSource(name: "", bytes: .memory(JSONValue.array(tasks).bytes))
        _ = try await Imports(work).run(ImportRequest(project: project), from: [source], by: member)
    }
}
