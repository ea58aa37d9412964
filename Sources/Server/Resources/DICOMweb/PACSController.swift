import Hummingbird
import Imaging
import JSON
import Workspace

/// `/api/imaging/pacs`: connections to archives, looking into them, fetching from them and sending to them.
struct PACSController {
    let services: Services

    private var connections: PACSConnections { PACSConnections(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .post(use: create)
            .patch(":id", use: change)
            .delete(":id", use: delete)
            .post(":id/query", use: query)
            .post(":id/retrieve", use: retrieve)
            .post(":id/send", use: send)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let found = try await connections.list(for: context.member)
        return .json { writer in writer.array { writer in for one in found { writer.connection(one) } } }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let made = try await connections.create(Self.edit(await request.fields()), by: context.member)
        return .json(.created) { $0.connection(made) }
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id(of: "PACS connection")
        let changed = try await connections.change(id, Self.edit(await request.fields()), by: context.member)
        return .json { $0.connection(changed) }
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await connections.delete(context.id(of: "PACS connection"), by: context.member)
        return .noContent
    }

    private static func edit(_ fields: Fields) throws -> PACSConnections.Edit {
        var edit = PACSConnections.Edit()
        edit.name = try fields.string("name")
        edit.baseURL = try fields.string("url")
        if fields.has("authorization") { edit.authorization = .some(try fields.string("authorization")) }
        edit.allowsPrivateNetwork = try fields.boolean("allow_private_network")
        return edit
    }

    private func client(_ context: MemberContext) async throws -> PACSClient {
        let connection = try await connections.connection(context.id(of: "PACS connection"), for: context.member)
        return PACSClient(connection: connection, settings: services.settings)
    }

    /// `{level: study|series|instance, study?, series?, match: {PatientID: …}, limit?, offset?}`. The wishes come in a body:
    /// what names a patient stands in no address of ours.
    @Sendable func query(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        let client = try await client(context)
        let query = try PACSQuery(fields)
        let found = try await client.search(query.path, query.items)
        return .json { writer in
            writer.object { writer in
                writer.member("items", array: { writer in for item in found { writer.found(item) } })
            }
        }
    }

    /// `{project, studies?: [uid], series?: [{study, series}]}`
    @Sendable func retrieve(_ request: Request, context: MemberContext) async throws -> Response {
        let client = try await client(context)
        let fields = try await request.fields()
        var wishes = try (fields.structure("studies")?.array ?? []).map { try PACSJobs.Wish(study: $0, series: nil) }
        for one in try fields.structure("series")?.array ?? [] {
            wishes.append(try PACSJobs.Wish(study: one["study"], series: one["series"]))
        }
        guard let project = try fields.integer("project") else {
            throw Refusal.invalid(.init("project", "This field is required."))
        }
        guard !wishes.isEmpty else { throw Refusal.invalid(.init("studies", "Name a study or a series.")) }
        let job = try await PACSJobs(services: services)
            .enqueueRetrieve(wishes, from: client.connection, into: project, by: context.member)
        return .json(.accepted) { writer in writer.object { $0.member("job", object: { $0.jobMembers(job) }) } }
    }

    /// `{project, format: DICOM_SEG|DICOM_SEG_LABELMAP|DICOM_RTSTRUCT|DICOM_SR}`
    @Sendable func send(_ request: Request, context: MemberContext) async throws -> Response {
        let client = try await client(context)
        let fields = try await request.fields()
        guard let project = try fields.integer("project") else {
            throw Refusal.invalid(.init("project", "This field is required."))
        }
        let job = try await PACSJobs(services: services).enqueueSend(
            try fields.requiredString("format"), of: project, to: client.connection, by: context.member)
        return .json(.accepted) { writer in writer.object { $0.member("job", object: { $0.jobMembers(job) }) } }
    }
}

/// A question to an archive.
struct PACSQuery {
    let path: String
    let items: [(name: String, value: String)]

    init(_ fields: Fields) throws {
        let level = try fields.string("level") ?? "study"
        let study = try Self.uid(fields, "study")
        let series = try Self.uid(fields, "series")
        switch (level, study, series) {
        case ("study", _, _): path = "/studies"
        case ("series", let study?, _): path = "/studies/\(study)/series"
        case ("series", nil, _): path = "/series"
        case ("instance", let study?, let series?): path = "/studies/\(study)/series/\(series)/instances"
        case ("instance", _, _):
            throw Refusal.invalid(.init("level", "Instances are listed of one series: name study and series."))
        default: throw Refusal.invalid(.init("level", "The level is study, series or instance."))
        }
        var items: [(name: String, value: String)] = []
        for (name, value) in try fields.structure("match")?.object?.members ?? [] {
            guard DICOMTag(hexadecimal: name) ?? DICOMDictionary.tag(of: name) != nil else {
                throw Refusal.invalid(.init("match", "“\(name)” is no attribute of DICOM."))
            }
            if let text = value.string, !text.isEmpty { items.append((name, text)) }
        }
        items.append(("limit", String(min(1000, max(1, try fields.integer("limit") ?? 50)))))
        let offset = max(0, try fields.integer("offset") ?? 0)
        if offset > 0 { items.append(("offset", String(offset))) }
        // Optional attributes that a person chooses by.
        let wanted =
            level == "study" ? ["StudyDescription", "ModalitiesInStudy"] : ["SeriesDescription", "BodyPartExamined"]
        if level != "instance" { items += wanted.map { ("includefield", $0) } }
        self.items = items
    }

    private static func uid(_ fields: Fields, _ name: String) throws -> String? {
        guard let text = try fields.string(name), !text.isEmpty else { return nil }
        guard DICOMUID.isValid(text) else { throw Refusal.invalid(.init(name, "This is no UID.")) }
        return text
    }
}

extension JSONWriter {
    /// A connection; of its credentials only that there are some.
    fileprivate mutating func connection(_ connection: PACSConnection) {
        object { writer in
            writer.member("id", connection.id)
            writer.member("name", connection.name)
            writer.member("url", connection.baseURL)
            writer.member("has_authorization", connection.authorization != nil)
            writer.member("allow_private_network", connection.allowsPrivateNetwork)
            writer.member("created_at", ISOTime.text(connection.createdAt))
            writer.member("updated_at", ISOTime.text(connection.updatedAt))
        }
    }

    /// What a list of studies, series or instances shows.
    fileprivate mutating func found(_ item: DICOMItem) {
        object { writer in
            writer.member("study", item.text(.studyInstanceUID))
            writer.member("series", item.text(.seriesInstanceUID))
            writer.member("sop", item.text(.sopInstanceUID))
            writer.member("patient_name", item.text(.patientName))
            writer.member("patient_id", item.text(.patientID))
            writer.member("birth_date", item.text(.patientBirthDate))
            writer.member("sex", item.text(.patientSex))
            writer.member("study_date", item.text(.studyDate))
            writer.member("study_time", item.text(.studyTime))
            writer.member("accession_number", item.text(.accessionNumber))
            writer.member("study_description", item.text(.studyDescription))
            var modalities: [String] = []
            if case .texts(let texts) = item[.modalitiesInStudy] { modalities = texts }
            writer.member("modalities", array: { writer in for modality in modalities { writer.value(modality) } })
            writer.member("modality", item.text(.modality))
            writer.member("number", item.integer(.seriesNumber))
            writer.member("description", item.text(.seriesDescription))
            writer.member("body_part", item.text(.bodyPartExamined))
            writer.member("series_count", item.integer(.numberOfStudyRelatedSeries))
            writer.member(
                "instance_count",
                item.integer(.numberOfSeriesRelatedInstances) ?? item.integer(.numberOfStudyRelatedInstances))
        }
    }
}
