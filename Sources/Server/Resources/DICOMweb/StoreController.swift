import HTTPTypes
import Hummingbird
import Imaging
import JSON
import Workspace

/// STOW-RS (PS3.18 §10.5): `POST /dicomweb/studies` and `/dicomweb/studies/{study}`.
struct StoreController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .post("studies", use: receive)
            .post("studies/:study", use: receive)
    }

    @Sendable func receive(_ request: Request, context: MemberContext) async throws -> Response {
        try context.member.require(.manageProjects)
        let type = HeaderParameters(request.headers[.contentType] ?? "")
        guard let boundary = DICOMSpool.boundary(request.headers[.contentType]),
            type["type"].map({ $0.lowercased() == DICOMMedia.file }) ?? true
        else {
            return .json(.unsupportedMediaType) { writer in
                writer.object {
                    $0.member("detail", "Send multipart/related; type=\"application/dicom\" with a boundary.")
                }
            }
        }
        let settings = services.settings
        var spool = DICOMSpool(folder: settings.spoolFolder, boundary: boundary, limit: settings.maxUpload)
        defer { spool.removeFiles() }
        for try await piece in request.body { try await spool.take(piece) }
        try spool.finish()
        guard !spool.paths.isEmpty else { throw Refusal.invalid("The body holds no instance.") }
        let answers = try await ReceivedObjects(services.work)
            .take(spool.paths, into: context.parameters.get("study"), by: context.member)
        return response(answers, to: request)
    }

    /// 200 where all were taken, 202 where some were, 409 where none was (table 10.5.3-1).
    private func response(_ answers: [ReceivedObjects.Answer], to request: Request) -> Response {
        let base = services.settings.baseURL(for: request) + "/dicomweb"
        let failures = answers.count { $0.failure != nil }
        var item = DICOMItem()
        let studies = Set(answers.filter { $0.failure == nil }.map(\.study))
        if let study = studies.first, studies.count == 1 { item[.retrieveURL] = .text("\(base)/studies/\(study)") }
        let stored = answers.filter { $0.failure == nil }.map { answer in
            var entry = Self.reference(answer)
            entry[.retrieveURL] = .text(
                "\(base)/studies/\(answer.study)/series/\(answer.series)/instances/\(answer.sop)")
            return entry
        }
        if !stored.isEmpty { item[.referencedSOPSequence] = .items(stored) }
        let failed = answers.compactMap { answer in
            answer.failure.map { failure in
                var entry = Self.reference(answer)
                entry[.failureReason] = .integer(failure.rawValue)
                return entry
            }
        }
        if !failed.isEmpty { item[.failedSOPSequence] = .items(failed) }
        var writer = JSONWriter()
        DICOMJSON.write(item, to: &writer)
        let status: HTTPResponse.Status = failures == 0 ? .ok : failures < answers.count ? .accepted : .conflict
        var response = Response.json(status, bytes: writer.bytes)
        response.headers[.contentType] = DICOMMedia.json
        return response
    }

    private static func reference(_ answer: ReceivedObjects.Answer) -> DICOMItem {
        var item = DICOMItem()
        item[.referencedSOPClassUID] = .text(answer.sopClass)
        item[.referencedSOPInstanceUID] = .text(answer.sop)
        return item
    }
}
