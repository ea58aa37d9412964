import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore
import Storage
import Terminology
import Workspace

/// The one place where an error becomes a response, in the body that clients of Label Studio know.
struct ErrorMiddleware: RouterMiddleware {
    typealias Context = AppRequestContext

    let methods: MethodTable

    func handle(
        _ request: Request,
        context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound && context.endpointPath == "NotFound" {
            let allowed = methods.methods(for: request.uri.path)
            guard !allowed.isEmpty else {
                let refusal = Self.refusal(for: error)
                return Self.worded(Self.response(for: refusal), error, refusal, for: request)
            }
            let refusal = Refusal(.invalid, "Method \"\(request.method.rawValue)\" not allowed.")
            let response = Self.response(
                .methodNotAllowed, [.allow: allowed.joined(separator: ", ")], for: refusal
            )
            return Self.worded(response, error, refusal, for: request)
        } catch {
            let refusal = Self.refusal(for: error, context: context)
            var response = Self.worded(Self.response(for: refusal), error, refusal, for: request)
            if refusal.kind == .tooLarge { response = Self.closing(response, channel: context.channel) }
            return response
        }
    }

    /// A response in the words of who asks: FHIR has its own.
    private static func worded(
        _ response: Response, _ error: any Error, _ refusal: Refusal, for request: Request
    ) -> Response {
        guard FHIROutcome.answers(request) else { return response }
        return FHIROutcome.response(for: error, refusal: refusal, like: response)
    }

    /// What an error says to a client.
    static func refusal(for error: any Error, context: AppRequestContext) -> Refusal {
        switch error {
        case let error as any DomainError: return error.refusal
        case let error as ExpressionFailure: return .invalid(error.message)
        case let error as JSONError: return BodyError.notJSON(error).refusal
        case let error as HTTPError: return refusal(for: error)
        case let error as StorageError:
            context.logger.error("The store failed", metadata: ["error": "\(error)"])
            return refusal(for: error)
        case BlobError.diskFailure(let reason):
            context.logger.error("The files' store failed", metadata: ["error": "\(reason)"])
            return Refusal(.unavailable, "The file could not be kept: \(reason).")
        default:
            // The text of an unknown error may hold anything, also patient data: it stays out of the response.
            context.logger.error("A request failed", metadata: ["error": "\(String(reflecting: type(of: error)))"])
            context.logger.debug("A request failed", metadata: ["error": "\(error)"])
            return Refusal(.failed, "Internal error; the log has more under request \(context.id).")
        }
    }

    private static func refusal(for error: StorageError) -> Refusal {
        switch error {
        case .duplicate: .invalid("Such an entry exists already.")
        case .missingReference: .invalid("The request names something that does not exist.")
        case .invalid: .invalid("The request breaks a rule of the data's form.")
        case .conflict: Refusal(.throttled(seconds: 1), "Another change came first; try again.")
        case .readOnly(let reason): Refusal(.unavailable, "The store is read-only: \(reason).")
        case .unavailable: Refusal(.unavailable, "The database cannot be reached.")
        case .newerSchema(let found, let known):
            Refusal(.unavailable, "The database has schema \(found); this release knows \(known).")
        case .failed: Refusal(.failed, "The database could not do it; the log has more.")
        }
    }

    private static func refusal(for error: HTTPError) -> Refusal {
        switch error.status {
        case .notFound: Refusal(.notFound, error.body ?? "Not found.")
        case .unauthorized: .unrecognised
        case .forbidden: .forbidden
        case .contentTooLarge: Refusal(.tooLarge, error.body ?? "The request body is too large.")
        case .conflict: Refusal(.conflict, error.body ?? "Conflict.")
        default: Refusal(.invalid, error.body ?? error.status.reasonPhrase)
        }
    }

    /// `{id, status_code, version, detail, exc_info, validation_errors?, current?}`.
    static func response(for refusal: Refusal) -> Response {
        var headers: HTTPFields = [:]
        let status: HTTPResponse.Status
        switch refusal.kind {
        case .invalid: status = .badRequest
        case .unauthenticated:
            status = .unauthorized
            headers[.wwwAuthenticate] = "Token"
        case .forbidden: status = .forbidden
        case .notFound: status = .notFound
        case .conflict: status = .conflict
        case .stale: status = .preconditionFailed
        case .unprocessable: status = .unprocessableContent
        case .tooLarge: status = .contentTooLarge
        case .throttled(let seconds):
            status = .tooManyRequests
            headers[.retryAfter] = String(seconds)
        case .unavailable: status = .serviceUnavailable
        case .failed: status = .internalServerError
        }
        return response(status, headers, for: refusal)
    }

    private static func response(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, for refusal: Refusal
    ) -> Response {
        .json(status, headers: headers) { writer in
            writer.object { writer in
                writer.member("id", UUID().uuidString.lowercased())
                writer.member("status_code", status.code)
                writer.member("version", Version.labelStudio)
                writer.member("detail", refusal.detail)
                writer.member("exc_info", JSONValue.null)
                writeFaults(refusal.faults, to: &writer)
                if let current = refusal.current { writer.member("current", raw: current) }
            }
        }
    }

    private static func writeFaults(_ faults: [Refusal.Fault], to writer: inout JSONWriter) {
        guard !faults.isEmpty else { return }
        writer.key("validation_errors")
        writer.object { writer in
            for fault in faults {
                writer.key(fault.field)
                writer.array { writer in
                    for message in fault.messages { writer.value(message) }
                }
            }
        }
    }

    /// Answers and then leaves the connection, whose rest of a body nobody will read. It is closed a little later,
    /// not at once: a client that is still sending would otherwise lose the answer to a connection reset.
    private static func closing(_ response: Response, channel: any Channel) -> Response {
        var response = response
        let body = response.body
        response.headers[.connection] = "close"
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
        }
        return response
    }
}
