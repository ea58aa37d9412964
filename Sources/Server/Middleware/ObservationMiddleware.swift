import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTPTypes

/// The outermost layer: request id, secure headers, one log line and the metrics of every response.
///
/// A log line names the route's template, never the address itself: names of files and values of queries may say
/// something of a patient.
struct ObservationMiddleware: RouterMiddleware {
    typealias Context = AppRequestContext

    let metrics: Metrics
    let headers: SecureHeaders
    /// The largest body that any route takes.
    let bodyLimit: Int

    func handle(
        _ request: Request,
        context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        metrics.requestBegins()
        defer { metrics.requestEnds() }
        invite(request, context)
        var response = try await next(request, context)
        let took = ContinuousClock.now - start
        headers.apply(to: &response)
        response.headers[.requestID] = context.id
        let route = context.endpointPath ?? "NotFound"
        metrics.observe(method: request.method.rawValue, route: route, status: response.status.code, took: took)
        context.logger.log(
            level: response.status.code >= 500 ? .warning : .info,
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\(Self.milliseconds(took))",
            ]
        )
        return response
    }

    /// Tells a client that waits for leave to send its body that it may (RFC 9110 §10.1.1); one whose body is over the
    /// limit gets its answer without sending it.
    private func invite(_ request: Request, _ context: AppRequestContext) {
        guard request.headers[.expect]?.lowercased() == "100-continue",
            Int(request.headers[.contentLength] ?? "") ?? 0 <= bodyLimit
        else { return }
        context.channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let micro = duration / .microseconds(1)
        return "\((micro / 10).rounded() / 100)"
    }
}
