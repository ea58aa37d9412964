import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Workspace

/// `/api/predictions/…`.
struct PredictionController {
    /// How many are read at a time; a list holds no more than these in memory.
    private static let piece = 500

    let services: Services

    private var predictions: Predictions { Predictions(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .post(use: create)
            .get(":id", use: show)
            .patch(":id", use: change)
            .put(":id", use: change)
            .delete(":id", use: delete)
    }

    /// All of a task, a project or the organisation: one array, written piece by piece.
    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let task = try query.int("task")
        let project = try query.int("project") ?? query.int("task__project")
        let (predictions, member, now) = (predictions, context.member, services.clock.now())
        let read = { @Sendable (after: Int) in
            try await predictions.list(task: task, project: project, after: after, limit: Self.piece, for: member)
        }
        // The first piece is read before the answer begins, so that an error can still become a response.
        let first = try await read(0)
        return .streamedJSON { writer, send in
            var piece = first
            writer.beginArray()
            while let last = piece.last {
                for prediction in piece { writer.prediction(prediction, now: now) }
                try await send(&writer)
                piece = piece.count < Self.piece ? [] : try await read(last.id)
            }
            writer.endArray()
        }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        let edit = try Predictions.Edit(fields)
        guard let task = try fields.integer("task") else {
            throw Refusal.invalid(.init("task", "This field is required."))
        }
        do {
            return answer(try await predictions.create(edit, on: task, by: context.member), .created)
        } catch let refusal as Refusal where refusal.kind == .notFound {
            throw Refusal.invalid(.init("task", "Invalid pk \"\(task)\" - object does not exist."))
        }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        answer(try await predictions.prediction(context.id(of: "Prediction"), for: context.member))
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        let edit = try Predictions.Edit(await request.fields())
        return answer(try await predictions.update(context.id(of: "Prediction"), edit, by: context.member))
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await predictions.delete(context.id(of: "Prediction"), by: context.member)
        return .noContent
    }

    private func answer(_ prediction: Prediction, _ status: HTTPResponse.Status = .ok) -> Response {
        let now = services.clock.now()
        return .json(status) { $0.prediction(prediction, now: now) }
    }
}

extension Predictions.Edit {
    /// What a request says of a prediction.
    init(_ fields: Fields) throws {
        self.init()
        _ = try fields.object()
        result = try fields.result()
        modelVersion = try fields.text("model_version")
        mislabeling = try fields.double("mislabeling")
        if fields.has("score") { score = .some(try fields.double("score")) }
        if fields.has("cluster") { cluster = .some(try fields.integer("cluster")) }
        if let list = try fields.structure("neighbors") {
            guard list.isNull || list.array != nil else {
                throw Refusal.invalid(.init("neighbors", "Expected a list of task ids."))
            }
            neighbors = .some(list.isNull ? nil : list.text)
        }
    }
}
