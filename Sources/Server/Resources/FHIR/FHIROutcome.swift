import HTTPTypes
import Hummingbird
import JSON
import Terminology
import Workspace

/// Errors below `/fhir` as OperationOutcome.
enum FHIROutcome {
    /// Whether a request speaks FHIR.
    static func answers(_ request: Request) -> Bool {
        request.uri.path == "/fhir" || request.uri.path.hasPrefix("/fhir/")
    }

    /// - Parameter response: what other clients get; its status and headers stay.
    static func response(for error: any Error, refusal: Refusal, like response: Response) -> Response {
        let failure = self.failure(for: error, refusal)
        var headers = response.headers
        headers[.contentLength] = nil
        let status = error is FHIRFailure || error is ExpressionFailure ? failure.status : response.status
        return .fhir(outcome([failure]), status: status, headers: headers)
    }

    /// The resource.
    static func outcome(_ failures: [FHIRFailure]) -> JSONValue {
        let issues: [JSONValue] = failures.map { failure in
            var issue: [(String, JSONValue)] = [
                ("severity", "error"), ("code", .string(failure.issue.rawValue)),
                ("details", ["text": .string(failure.text)]), ("diagnostics", .string(failure.text)),
            ]
            if let expression = failure.expression { issue.append(("expression", .array([.string(expression)]))) }
            return .object(JSONObject(issue))
        }
        return ["resourceType": "OperationOutcome", "issue": .array(issues)]
    }

    private static func failure(for error: any Error, _ refusal: Refusal) -> FHIRFailure {
        switch error {
        case let failure as FHIRFailure: return failure
        case let failure as ExpressionFailure: return FHIRFailure(failure)
        default: break
        }
        let text = refusal.faults.first.map { "\($0.field): \($0.messages.joined(separator: " "))" } ?? refusal.detail
        let issue: FHIRFailure.Issue =
            switch refusal.kind {
            case .invalid, .unprocessable, .stale: .invalid
            case .unauthenticated: .login
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .conflict: .conflict
            case .tooLarge: .tooCostly
            case .throttled: .throttled
            case .unavailable: .transient
            case .failed: .exception
            }
        return FHIRFailure(issue, text)
    }
}

extension FHIRFailure {
    /// An expression of a value set that is wrong.
    init(_ failure: ExpressionFailure) {
        let issue: Issue =
            switch failure.reason {
            case .syntax, .malformedIdentifier, .meaningless, .unknownField: .invalid
            case .unknownConcept: .codeInvalid
            case .tooComplex: .tooCostly
            case .timeout, .cancelled: .timeout
            }
        let place = "line \(failure.line), column \(failure.column)"
        let expected = failure.expected.isEmpty ? "" : " Expected: \(failure.expected.joined(separator: " "))."
        self.init(
            issue, "The expression is wrong at \(place): \(failure.message)\(expected)",
            at: "position \(failure.position)")
    }
}

extension Response {
    /// A resource as `application/fhir+json`.
    static func fhir(
        _ resource: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var response = Response.json(status, headers: headers, value: resource)
        response.headers[.contentType] = "application/fhir+json; charset=utf-8"
        return response
    }
}
