import Foundation
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Workspace

/// `/api/imaging/masks`: logs of what people painted.
struct MaskController {
    let services: Services

    private var masks: Masks { Masks(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .post("/", use: create)
            .get(":mask", use: show)
            .get(":mask/state", use: state)
            .post(":mask/operations", use: append)
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        guard let task = try fields.integer("task") else {
            throw Refusal.invalid(.init("task", "This field is required."))
        }
        let new = Masks.New(
            id: try fields.requiredString("id"), series: try fields.requiredString("series"), task: task,
            object: try fields.string("object") ?? "", base: try fields.string("base")
        )
        let (mask, isNew) = try await masks.create(new, by: context.member)
        return .json(isNew ? .created : .ok) { $0.mask(mask) }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let mask = try await masks.mask(id(context), for: context.member)
        return .json { $0.mask(mask) }
    }

    /// Runs of the layers after `?at=` operations, or after all.
    @Sendable func state(_ request: Request, context: MemberContext) async throws -> Response {
        let at = try request.queryItems.int("at")
        let (bytes, tag) = try await masks.state(id(context), at: at, for: context.member)
        var headers: HTTPFields = [
            .contentType: "application/octet-stream", .eTag: tag,
            // What the log came to at a number never changes; where it stands now does.
            .cacheControl: at == nil ? "private, no-cache" : "private, max-age=31536000, immutable",
        ]
        if RenditionResponse.matches(tag, request) { return Response(status: .notModified, headers: headers) }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// `{after, records: [base64 of little-endian words], hash}` → `{operations, hash}`.
    @Sendable func append(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        guard let after = try fields.integer("after") else {
            throw Refusal.invalid(.init("after", "This field is required."))
        }
        let texts = try fields.structure("records")?.array ?? []
        let records = try texts.enumerated().map { index, text -> [Int32] in
            guard let data = text.string.flatMap({ Data(base64Encoded: $0) }), !data.isEmpty, data.count % 4 == 0 else {
                throw Refusal.invalid(.init("records", "Record \(index + 1) is no base64 of 32-bit words."))
            }
            return MaskLog.words([UInt8](data))
        }
        let mask = try await masks.append(
            records, to: id(context), after: after, hash: fields.requiredString("hash"), by: context.member
        )
        return .json { writer in
            writer.object { writer in
                writer.member("operations", mask.operations)
                writer.member("hash", mask.hash)
                writer.member("verified", mask.verified == mask.operations)
            }
        }
    }

    private func id(_ context: MemberContext) throws -> String {
        guard let id = context.parameters.get("mask"), !id.isEmpty else { throw Refusal.missing("mask") }
        return id
    }
}
