import Hummingbird
import JSON
import Storage
import Workspace

/// `/health`, `/metrics`, `/version` and `/api/version`: what operators and clients ask of the program itself.
struct OperationsController {
    let services: Services

    var open: RouteCollection<AppRequestContext> {
        RouteCollection(context: AppRequestContext.self)
            .get("health", use: health)
            .get("metrics", use: metrics)
            .get("version", use: version)
            .get("api/version", use: version)
            .get("api/health", use: health)
    }

    /// 200 `{"status":"UP"}` (with `"decode_worker":"missing"` where images cannot be looked at), or 503 with the reason when the store takes no writes or does not answer.
    @Sendable func health(_ request: Request, context: AppRequestContext) async throws -> Response {
        if let reason = services.readOnlyReason() {
            return .json(
                .serviceUnavailable,
                value: ["status": "DEGRADED", "store": "read-only", "reason": .string(reason)]
            )
        }
        do {
            _ = try await services.database.read { try $0.first("SELECT 1") }
        } catch {
            return .json(.serviceUnavailable, value: ["status": "DOWN", "store": "unavailable"])
        }
        if services.work.imaging?.pool == nil { return .json(value: ["status": "UP", "decode_worker": "missing"]) }
        return .json(value: ["status": "UP"])
    }

    @Sendable func metrics(_ request: Request, context: AppRequestContext) async throws -> Response {
        let rows = try await services.database.read { connection in
            try connection.query("SELECT state, count(*) AS count FROM job GROUP BY state ORDER BY state")
        }
        let jobs = rows.map { (state: $0.string("state"), count: $0.int("count")) }
        let page = services.metrics.page(jobs: jobs, isReadOnly: services.readOnlyReason() != nil)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: .init(string: page))
        )
    }

    /// The release of Label Studio whose API we speak, in its shape, and our own.
    @Sendable func version(_ request: Request, context: AppRequestContext) async throws -> Response {
        let short = Version.labelStudio.split(separator: ".").prefix(2).joined(separator: ".")
        let part: JSONValue = ["version": .string(Version.labelStudio), "commit": "", "branch": "", "message": ""]
        return .json(
            value: [
                "release": .string(Version.labelStudio),
                "label-studio-os-package": [
                    "version": .string(Version.labelStudio),
                    "short_version": .string(short),
                    "latest_version_from_pypi": nil, "latest_version_upload_time": nil,
                    "current_version_is_outdated": false,
                ],
                "label-studio-os-backend": part, "label-studio-frontend": part, "dm2": part, "lsf": part,
                "label-studio-converter": ["version": ""],
                "backend": ["commit": ""],
                "edition": "Community",
                "vesalius": ["version": .string(Version.current)],
            ]
        )
    }
}
