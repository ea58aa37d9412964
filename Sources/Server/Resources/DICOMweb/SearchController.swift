import HTTPTypes
import Hummingbird
import Imaging
import JSON
import Workspace

/// QIDO-RS (PS3.18 §10.6): studies, series and instances.
struct SearchController {
    let services: Services

    private var objects: HeldObjects { HeldObjects(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("studies", use: studies)
            .get("series", use: series)
            .get("instances", use: instances)
            .get("studies/:study/series", use: series)
            .get("studies/:study/instances", use: instances)
            .get("studies/:study/series/:series/instances", use: instances)
    }

    @Sendable func studies(_ request: Request, context: MemberContext) async throws -> Response {
        let match = try match(request, context)
        let found = try await objects.studies(match, for: context.member)
        return try await answer(found.map(\.first), request) { item, index in
            let group = found[index]
            item[.modalitiesInStudy] = .texts(group.modalities)
            item[.numberOfStudyRelatedSeries] = .integer(group.series)
            item[.numberOfStudyRelatedInstances] = .integer(group.instances)
            return ResultAttributes.study
        }
    }

    @Sendable func series(_ request: Request, context: MemberContext) async throws -> Response {
        let match = try match(request, context)
        let found = try await objects.series(match, for: context.member)
        return try await answer(found.map(\.first), request) { item, index in
            item[.numberOfSeriesRelatedInstances] = .integer(found[index].instances)
            return ResultAttributes.study + ResultAttributes.series
        }
    }

    @Sendable func instances(_ request: Request, context: MemberContext) async throws -> Response {
        let match = try match(request, context)
        let found = try await objects.instances(match, for: context.member)
        return try await answer(found, request) { _, _ in
            ResultAttributes.study + ResultAttributes.series + ResultAttributes.instance
        }
    }

    /// Attributes come out of the files themselves: the database names no patient.
    private func answer(
        _ instances: [HeldInstance], _ request: Request,
        _ complete: (inout DICOMItem, Int) -> [DICOMTag]
    ) async throws -> Response {
        let base = services.settings.baseURL(for: request) + "/dicomweb/studies/"
        var writer = JSONWriter()
        writer.beginArray()
        for (index, instance) in instances.enumerated() {
            let tags = try await objects.tags(of: instance)
            let all = DICOMJSON.item((try? JSONValue(parsing: tags)) ?? .null)
            var item = DICOMItem()
            let wanted = complete(&item, index)
            for tag in wanted where item[tag] == nil {
                if let element = all.element(tag) { item.set(tag, element.vr, element.value) }
            }
            item[.studyInstanceUID] = .text(instance.study)
            var address = base + instance.study
            if wanted.contains(.seriesInstanceUID) {
                item[.seriesInstanceUID] = .text(instance.series)
                address += "/series/" + instance.series
            }
            if wanted.contains(.sopInstanceUID) {
                item[.sopInstanceUID] = .text(instance.sop)
                address += "/instances/" + instance.sop
            }
            item[.retrieveURL] = .text(address)
            DICOMJSON.write(item, to: &writer)
        }
        writer.endArray()
        var response = Response.json(bytes: writer.bytes)
        response.headers[.contentType] = DICOMMedia.json
        // §8.3.4.4: a server that cannot match fuzzily matches exactly, and says so.
        if try request.queryItems.bool("fuzzymatching") ?? false {
            if let warning = HTTPField.Name("Warning") {
                response.headers[warning] =
                    "299 vesalius \"The fuzzymatching parameter is not supported. Only literal matching has been performed.\""
            }
        }
        return response
    }

    /// Keys are tags or keywords; those that are not matched are let pass, as the standard has it (§8.3.4.1).
    private func match(_ request: Request, _ context: MemberContext) throws -> HeldMatch {
        var match = HeldMatch()
        let query = request.queryItems
        match.limit = min(500, max(1, try query.int("limit") ?? 100))
        match.offset = min(1 << 40, max(0, try query.int("offset") ?? 0))
        for (name, value) in query.items where !value.isEmpty {
            let values = value.split { $0 == "," || $0 == "\\" }.map(String.init)
            switch DICOMTag(hexadecimal: name) ?? DICOMDictionary.tag(of: name) {
            case .studyInstanceUID: match.studies += values
            case .seriesInstanceUID: match.series += values
            case .sopInstanceUID: match.instances += values
            case .sopClassUID: match.sopClasses += values
            case .modality, .modalitiesInStudy: match.modalities += values.filter { !$0.contains("*") }
            case .studyDate: match.studyDate = value
            case .patientID where !value.contains(where: { $0 == "*" || $0 == "?" }): match.patientID = value
            case .seriesNumber: match.seriesNumber = Int(value)
            default: break
            }
        }
        if let study = context.parameters.get("study") { match.studies = [study] }
        if let series = context.parameters.get("series") { match.series = [series] }
        return match
    }
}

/// What the standard has a server answer at each level (PS3.18 tables 10.6.3-3 to 10.6.3-5).
private enum ResultAttributes {
    static let study: [DICOMTag] = [
        .studyDate, .studyTime, .accessionNumber, .modalitiesInStudy, .referringPhysicianName, .timezoneOffsetFromUTC,
        .patientName, .patientID, .patientBirthDate, .patientSex, .studyInstanceUID, .studyID, .studyDescription,
        .numberOfStudyRelatedSeries, .numberOfStudyRelatedInstances,
    ]
    static let series: [DICOMTag] = [
        .modality, .seriesDescription, .seriesInstanceUID, .seriesNumber, .numberOfSeriesRelatedInstances,
        .performedProcedureStepStartDate, .performedProcedureStepStartTime, .bodyPartExamined, .laterality,
    ]
    static let instance: [DICOMTag] = [
        .sopClassUID, .sopInstanceUID, .instanceNumber, .rows, .columns, .bitsAllocated, .numberOfFrames,
    ]
}
