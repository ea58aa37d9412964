import Hummingbird
import JSON
import Workspace

/// `/api/annotation-history/?annotation=`: the states an annotation has had, the oldest first.
struct AnnotationHistoryController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self).get("annotation-history", use: list)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        guard let id = try request.queryItems.int("annotation") else {
            throw Refusal.invalid(.init("annotation", "This field is required."))
        }
        let history = try await Annotations(services.work).history(of: id, for: context.member)
        let people = try await services.people.people(of: context.member)
        return .json { writer in
            writer.array { writer in
                for state in history.states {
                    writer.state(state, people.first { $0.id == state.madeBy }, in: context.member.organization)
                }
            }
        }
    }
}

extension JSONWriter {
    /// A state of an annotation, in the members of Label Studio Enterprise's history.
    fileprivate mutating func state(_ state: AnnotationState, _ person: Person?, in organization: Int) {
        object { writer in
            writer.member("id", state.id)
            writer.member("annotation_id", state.annotation)
            writer.member("task_id", state.task)
            writer.member("project_id", state.project)
            writer.member("organization_id", organization)
            writer.member("version", state.version)
            writer.member("action", state.action)
            writer.key("created_by")
            if let person { writer.maker(person) } else { writer.null() }
            writer.member("created_at", ISOTime.text(state.madeAt))
            writer.member("lead_time", state.leadTime)
            writer.member("was_cancelled", state.wasCancelled)
            writer.member("ground_truth", state.groundTruth)
            writer.member("result", raw: state.result)
            for name in ["draft_id", "review_id", "comment_id", "comment", "started_at"] {
                writer.member(name, JSONValue.null)
            }
        }
    }

    private mutating func maker(_ person: Person) {
        object { writer in
            writer.author(
                Author(id: person.id, email: person.email, firstName: person.firstName, lastName: person.lastName),
                withInitials: true
            )
        }
    }
}
