import HTTPTypes
import Hummingbird
import NIOCore
import Workspace

/// `/api/imaging/series/{id}` and what is below it: header, frames, tags, tiles.
struct SeriesController {
    let services: Services

    private var reading: SeriesReading { SeriesReading(services.work) }

    /// More frames in one answer are refused.
    private static let mostFrames = 4096

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("series/:id", use: header)
            .get("series/:id/thumbnail.png", use: thumbnail)
            .get("series/:id/frames/:frames", use: frames)
            .get("series/:id/tags/:instance", use: tags)
            .get("series/:id/tiles/:level/:column/:row", use: tile)
    }

    @Sendable func header(_ request: Request, context: MemberContext) async throws -> Response {
        let text = try await reading.header(of: context.id(of: "series"), for: context.member)
        return .json(headers: [.cacheControl: "private, no-cache"], bytes: Array(text.utf8))
    }

    @Sendable func thumbnail(_ request: Request, context: MemberContext) async throws -> Response {
        let side = min(1024, max(16, try request.queryItems.int("side") ?? 128))
        let picture = try await reading.thumbnail(of: context.id(of: "series"), longestSide: side, for: context.member)
        return RenditionResponse.make(picture, isPacked: false, to: request)
    }

    /// `7` a wire frame, `7.png` a picture, `7-19` several wire frames.
    @Sendable func frames(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id(of: "series")
        let wanted = context.parameters.get("frames") ?? ""
        let isReduced = try request.queryItems.bool("reduced") ?? false
        if wanted.hasSuffix(".png"), let number = Int(wanted.dropLast(4)) {
            let picture = try await reading.picture(number, of: id, Self.wish(request), for: context.member)
            return RenditionResponse.make(picture, isPacked: false, to: request)
        }
        if let number = Int(wanted) {
            let frame = try await reading.frame(number, of: id, isReduced: isReduced, for: context.member)
            return RenditionResponse.make(frame, isPacked: true, to: request)
        }
        let ends = wanted.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 0, first <= last else {
            throw Refusal.missing("frame")
        }
        return try await several(first...last, of: id, isReduced: isReduced, request, context.member)
    }

    /// Frames one after the other, each with its length before it (four bytes, the least first). Each is gzip of its own:
    /// the whole has no content encoding. A client that reads slowly is waited for.
    private func several(
        _ range: ClosedRange<Int>, of id: Int, isReduced: Bool, _ request: Request, _ member: Member
    ) async throws -> Response {
        guard range.count <= Self.mostFrames else {
            throw Refusal(.tooLarge, "Ask for at most \(Self.mostFrames) frames at a time.")
        }
        let count = try await reading.frameCount(of: id, for: member)
        guard range.upperBound < count else { throw Refusal.missing("frame") }
        let frame = try await reading.frames(of: id, isReduced: isReduced, for: member)
        // The first is made before the answer begins, so that a failure has its own status.
        let first = try await frame(range.lowerBound)
        let tag = "\"\(first.tag.filter { $0 != "\"" })-\(range.count)\""
        let headers = RenditionResponse.headers(tag: tag, mediaType: "application/octet-stream")
        if RenditionResponse.matches(tag, request) { return Response(status: .notModified, headers: headers) }
        let body = ResponseBody { writer in
            for number in range {
                let bytes = number == range.lowerBound ? first.bytes : try await frame(number).bytes
                var buffer = ByteBuffer()
                buffer.reserveCapacity(bytes.count + 4)
                buffer.writeInteger(UInt32(bytes.count), endianness: .little)
                buffer.writeBytes(bytes)
                try await writer.write(buffer)
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    private static func wish(_ request: Request) throws -> PictureWish {
        let query = request.queryItems
        var wish = PictureWish()
        wish.longestSide = try query.int("side").map { min(4096, max(16, $0)) }
        func number(_ name: String) throws -> Double? {
            guard let text = query[name], !text.isEmpty else { return nil }
            guard let value = Double(text), value.isFinite else {
                throw Refusal.invalid(.init(name, "A valid number is required."))
            }
            return value
        }
        if let centre = try number("centre"), let width = try number("width") {
            guard width > 0 else { throw Refusal.invalid(.init("width", "A window is wider than 0.")) }
            wish.window = (centre, width)
        }
        return wish
    }

    @Sendable func tags(_ request: Request, context: MemberContext) async throws -> Response {
        let instance = try context.id("instance", of: "file")
        let bytes = try await reading.tags(instance, of: context.id(of: "series"), for: context.member)
        var response = Response.json(bytes: bytes)
        response.headers[.contentType] = "application/dicom+json"
        return response
    }

    /// The row may have the ending of a picture, which is not looked at.
    @Sendable func tile(_ request: Request, context: MemberContext) async throws -> Response {
        let row = context.parameters.get("row")?.split(separator: ".").first.flatMap { Int($0) }
        guard let row, row >= 0 else { throw Refusal.missing("tile") }
        let tile = try await reading.tile(
            level: context.id("level", of: "tile"), column: context.id("column", of: "tile"), row: row,
            of: context.id(of: "series"), for: context.member
        )
        return RenditionResponse.make(tile, isPacked: false, to: request)
    }
}
