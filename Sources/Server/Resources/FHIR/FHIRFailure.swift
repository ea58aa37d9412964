import HTTPTypes
import Workspace

/// Why an operation has no answer, as FHIR says it (R4, OperationOutcome; codes of `issue-type`).
struct FHIRFailure: DomainError, Equatable {
    enum Issue: String, Sendable {
        case invalid
        case required
        case value
        case notFound = "not-found"
        case notSupported = "not-supported"
        case tooCostly = "too-costly"
        case codeInvalid = "code-invalid"
        case login
        case forbidden
        case conflict
        case throttled
        case timeout
        case transient
        case exception
    }

    let issue: Issue
    let text: String
    /// Where in the request, as FHIRPath or as a position.
    var expression: String?

    init(_ issue: Issue, _ text: String, at expression: String? = nil) {
        self.issue = issue
        self.text = text
        self.expression = expression
    }

    static func missing(_ parameter: String) -> FHIRFailure {
        FHIRFailure(.required, "The parameter “\(parameter)” is missing.", at: "Parameters.\(parameter)")
    }

    var status: HTTPResponse.Status {
        switch issue {
        case .notFound: .notFound
        case .tooCostly, .codeInvalid: .unprocessableContent
        case .login: .unauthorized
        case .forbidden: .forbidden
        case .conflict: .conflict
        case .throttled: .tooManyRequests
        case .timeout, .transient: .serviceUnavailable
        case .exception: .internalServerError
        case .invalid, .required, .value, .notSupported: .badRequest
        }
    }

    var refusal: Refusal {
        switch issue {
        case .notFound: Refusal(.notFound, text)
        case .tooCostly, .codeInvalid: Refusal(.unprocessable, text)
        case .login: Refusal(.unauthenticated, text)
        case .forbidden: Refusal(.forbidden, text)
        case .conflict: Refusal(.conflict, text)
        case .throttled: Refusal(.throttled(seconds: 1), text)
        case .timeout, .transient: Refusal(.unavailable, text)
        case .exception: Refusal(.failed, text)
        case .invalid, .required, .value, .notSupported: Refusal(.invalid, text)
        }
    }
}
