import Hummingbird
import JSON
import Workspace

/// `/api/imaging/studies`: what belongs together, and what came before.
struct StudyController {
    let services: Services

    private var reading: SeriesReading { SeriesReading(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("studies", use: list)
            .get("studies/:id", use: show)
    }

    /// The studies of the patient that `?patient_of={series}` is of, the newest first.
    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        guard let series = try request.queryItems.int("patient_of") else {
            throw Refusal.invalid(.init("patient_of", "Name a series of the patient."))
        }
        let studies = try await reading.studies(ofPatientIn: series, for: context.member)
        return .json { writer in writer.array { writer in for study in studies { writer.wholeStudy(study) } } }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let study = try await reading.study(context.id(of: "study"), for: context.member)
        return .json { $0.wholeStudy(study) }
    }
}

extension JSONWriter {
    fileprivate mutating func wholeStudy(_ study: StudyRecord) {
        object { writer in
            writer.study(study)
            writer.member("series", array: { writer in for series in study.series { writer.listedSeries(series) } })
        }
    }
}
