import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Storage
import Workspace

/// `/api/projects/{id}/import` and what goes with it.
struct ImportController {
    let services: Services

    private var imports: Workspace.Imports { Workspace.Imports(services.work) }
    private var files: Files { Files(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .post(":id/import", use: receive)
            .post(":id/tasks/bulk", use: receive)
            .post(":id/reimport", use: repeatImport)
            .get(":id/imports/:import", use: show)
            .get(":id/reimports/:import", use: show)
            .post(":id/import/predictions", use: receivePredictions)
    }

    @Sendable func receive(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        try context.member.require(.manageProjects)
        // Before the body is taken: nobody should send a gigabyte to a project that is not there.
        let found = try await Projects(services.work).project(project, for: context.member)
        let wanted = try Self.wanted(request, project)
        let isAsynchronous = request.headers[values: .prefer].contains { $0.contains("respond-async") }
        return try await request.withUpload(settings: services.settings) { upload in
            if isAsynchronous { return try await enqueue(upload, wanted, found, context.member) }
            return try await take(upload, wanted, found, context.member)
        }
    }

    /// What the query asks for.
    private static func wanted(_ request: Request, _ project: Int) throws -> ImportRequest {
        let query = request.queryItems
        var wanted = ImportRequest(project: project)
        wanted.commits = try query.bool("commit_to_project") ?? true
        wanted.returnsIDs = try query.bool("return_task_ids") ?? false
        wanted.predictionFields = query.all("preannotated_from_fields").flatMap { names in
            names.split(separator: ",").map { String($0) }
        }
        wanted.encoding = query["encoding"]
        if let word = query["labels"] {
            guard let choice = ImportRequest.LabelsBecome(rawValue: word) else {
                throw Refusal.invalid(.init("labels", "Labels become predictions or annotations, not “\(word)”."))
            }
            wanted.labelsBecome = choice
        }
        return wanted
    }

    private func take(
        _ upload: Upload, _ wanted: ImportRequest, _ project: Project, _ member: Member
    ) async throws -> Response {
        let (sources, stored) = try await sources(upload, project, member, storesBody: false)
        do {
            let report = try await imports.run(wanted, from: sources, by: member)
            let json = report.json(
                uploads: stored.map(\.id), withIDs: wanted.returnsIDs, isCommitted: wanted.commits
            )
            return .json(.created, bytes: Array(json.utf8))
        } catch {
            // Nothing of a request that failed stays.
            try? await files.delete(stored.map(\.id), of: wanted.project, by: member)
            throw error
        }
    }

    private func enqueue(
        _ upload: Upload, _ wanted: ImportRequest, _ project: Project, _ member: Member
    ) async throws -> Response {
        let (_, stored) = try await sources(upload, project, member, storesBody: true)
        let job = try await WorkJobs(services.work, services.jobs)
            .enqueueImport(wanted, uploads: stored.map(\.id), by: member)
        return .json(.accepted) { writer in
            writer.object { writer in writer.member("job", object: { $0.jobMembers(job) }) }
        }
    }

    /// Where the tasks are: files of a form are stored first, for tasks to point at; a plain body is read as it lies, and so
    /// are the slices of a study, which are kept with their series and not one by one.
    private func sources(
        _ upload: Upload, _ destination: Project, _ member: Member, storesBody: Bool
    ) async throws -> (sources: [ImportSource], stored: [FileUpload]) {
        let project = destination.id
        var sources: [ImportSource] = []
        var stored: [FileUpload] = []
        do {
            for file in upload.files {
                if file.field.isEmpty, !storesBody {
                    sources.append(ImportSource(name: Self.bodyName(file), bytes: .file(file.path)))
                    continue
                }
                if !storesBody, Self.isImage(file, destination) {
                    sources.append(ImportSource(name: file.name, bytes: .file(file.path)))
                    continue
                }
                let name = file.field.isEmpty ? Self.bodyName(file, whole: true) : file.name
                let kept = try await files.add(FileChunks(file.path), named: name, to: project, by: member)
                stored.append(kept)
                sources.append(ImportSource(kept))
            }
            if let folder = try upload.fields.string("folder"), !folder.isEmpty {
                sources += try StoredFolder(folder, below: services.settings.localFilesRoot).sources
            }
            if let url = try upload.fields.string("url"), !url.isEmpty {
                let kept = try await fetch(url, into: project, member)
                stored.append(kept)
                sources.append(ImportSource(kept))
            }
        } catch {
            try? await files.delete(stored.map(\.id), of: project, by: member)
            throw error
        }
        guard !sources.isEmpty else {
            throw Refusal.invalid("No data found: send tasks as JSON, files as multipart/form-data, or a url.")
        }
        return (sources, stored)
    }

    /// Whether a file is an image of the field, or may hold such images, or came with one and is no task.
    private static func isImage(_ file: UploadedFile, _ project: Project) -> Bool {
        if MedicalKind.isPassedOver(file.name) { return true }
        let head = OpenFile(file.path)?.head(MedicalKind.headSize) ?? []
        return MedicalKind.of(head: head, name: file.name, in: project) != nil
    }

    private func fetch(_ url: String, into project: Int, _ member: Member) async throws -> FileUpload {
        let client = OutboundClient(allowsPrivateNetworks: services.settings.allowPrivateNetworks)
        let fetched = try await client.fetch(
            url, to: services.settings.spoolFolder, limit: services.settings.maxUpload
        )
        defer { unlink(fetched.path) }
        return try await files.add(FileChunks(fetched.path), named: fetched.name, to: project, by: member)
    }

    /// What a body without a name is, by what the client says of it.
    private static func bodyName(_ file: UploadedFile, whole: Bool = false) -> String {
        let type = file.contentType?.split(separator: ";").first.map(String.init) ?? ""
        switch type.trimmed {
        case "text/csv": return "tasks.csv"
        case "text/tab-separated-values": return "tasks.tsv"
        case "text/plain": return "tasks.txt"
        default: return whole ? "tasks.json" : ""
        }
    }

    /// Imports uploads anew, after the tasks that came of them are gone.
    @Sendable func repeatImport(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        let fields = try await request.fields()
        let ids = (try fields.structure("file_upload_ids")?.array ?? []).compactMap { value in
            value.integer ?? value.string.flatMap { Int($0) }
        }
        var wanted = try Self.wanted(request, project)
        wanted.filesAreTaskLists = try fields.boolean("files_as_tasks_list") ?? true
        let uploads = try await files.list(of: project, ids: ids, for: context.member)
        guard uploads.count == Set(ids).count, !ids.isEmpty else {
            throw Refusal.invalid(.init("file_upload_ids", "Name files that were uploaded to this project."))
        }
        let report = try await imports.reimport(wanted, from: uploads, by: context.member)
        return .json(.created, bytes: Array(report.json(uploads: ids, withIDs: wanted.returnsIDs).utf8))
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let record = try await imports.record(
            context.id("import", of: "ProjectImport"), of: context.id(of: "Project"), for: context.member
        )
        return .json { writer in
            writer.object { writer in
                writer.member("id", record.id)
                writer.member("project", record.project)
                writer.member("status", record.state)
                writer.member("task_count", record.tasks)
                writer.member("annotation_count", record.annotations)
                writer.member("prediction_count", record.predictions)
                writer.member("error", record.error)
                writer.member("created_at", ISOTime.text(record.createdAt))
                writer.member("updated_at", ISOTime.text(record.updatedAt))
                writer.member("finished_at", ISOTime.text(record.finishedAt))
            }
        }
    }

    /// `[{task, result, score?, model_version?}]`, all or none.
    @Sendable func receivePredictions(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        let body = try await request.fields()
        guard let items = body.value.array else {
            throw Refusal.invalid("Send a list of predictions, each with “task” and “result”.")
        }
        let predictions = try items.enumerated().map { index, item in
            guard let task = item["task"]?.integer, let result = item["result"] else {
                throw Refusal.invalid("Prediction \(index + 1) lacks “task” or “result”.")
            }
            var edit = Predictions.Edit()
            edit.result = result.text
            edit.modelVersion = item["model_version"]?.string
            edit.score = .some(item["score"]?.double)
            return (task: task, edit: edit)
        }
        let count = try await Predictions(services.work).importAll(predictions, into: project, by: context.member)
        return .json(.created) { $0.object { $0.member("created", count) } }
    }
}
