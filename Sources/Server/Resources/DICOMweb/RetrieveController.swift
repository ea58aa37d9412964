import HTTPTypes
import Hummingbird
import Imaging
import JSON
import NIOCore
import Storage
import Workspace

/// WADO-RS (PS3.18 §10.4): objects as they came, their metadata, frames and pictures.
struct RetrieveController {
    let services: Services

    private var objects: HeldObjects { HeldObjects(services.work) }

    /// More objects in one answer are refused.
    private static let mostInstances = 50_000

    var endpoints: RouteCollection<MemberContext> {
        let series = "studies/:study/series/:series"
        return RouteCollection(context: MemberContext.self)
            .get("studies/:study", use: files)
            .get("studies/:study/metadata", use: metadata)
            .get("\(series)", use: files)
            .get("\(series)/metadata", use: metadata)
            .get("\(series)/instances/:instance", use: files)
            .get("\(series)/instances/:instance/metadata", use: metadata)
            .get("\(series)/instances/:instance/frames/:frames", use: frames)
            .get("\(series)/instances/:instance/rendered", use: rendered)
            .get("\(series)/instances/:instance/frames/:frames/rendered", use: rendered)
    }

    private func find(_ context: MemberContext) async throws -> [HeldInstance] {
        var match = HeldMatch()
        match.studies = [context.parameters.get("study") ?? ""]
        if let series = context.parameters.get("series") { match.series = [series] }
        if let instance = context.parameters.get("instance") { match.instances = [instance] }
        match.limit = Self.mostInstances
        let found = try await objects.instances(match, for: context.member)
        guard !found.isEmpty else {
            throw Refusal.missing(match.instances.isEmpty ? match.series.isEmpty ? "study" : "series" : "instance")
        }
        return found
    }

    @Sendable func files(_ request: Request, context: MemberContext) async throws -> Response {
        guard DICOMMedia.accepts(DICOMMedia.file, request) else { return DICOMMedia.unacceptable(DICOMMedia.file) }
        let found = try await find(context)
        let boundary = DICOMMedia.boundary()
        let objects = objects
        let body = ResponseBody { writer in
            for instance in found {
                let (size, chunks) = try await objects.bytes(of: instance)
                try await writer.write(DICOMMedia.head(boundary, DICOMMedia.file, length: size))
                for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
            }
            try await writer.write(DICOMMedia.tail(boundary))
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: DICOMMedia.multipart(DICOMMedia.file, boundary)], body: body)
    }

    @Sendable func metadata(_ request: Request, context: MemberContext) async throws -> Response {
        guard DICOMMedia.accepts(DICOMMedia.json, request) || DICOMMedia.accepts("application/json", request) else {
            return DICOMMedia.unacceptable(DICOMMedia.json)
        }
        let found = try await find(context)
        let objects = objects
        // The first is read before the answer begins, so that a failure has its own status.
        let first = try await objects.tags(of: found[0])
        let body = ResponseBody { writer in
            for (index, instance) in found.enumerated() {
                let tags = index == 0 ? first : try await objects.tags(of: instance)
                var buffer = ByteBuffer(string: index == 0 ? "[" : ",")
                buffer.writeBytes(tags)
                try await writer.write(buffer)
            }
            try await writer.write(ByteBuffer(string: "]"))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: DICOMMedia.json], body: body)
    }

    /// Frames are given unpacked, in explicit little-endian, whatever they were.
    @Sendable func frames(_ request: Request, context: MemberContext) async throws -> Response {
        guard DICOMMedia.accepts("application/octet-stream", request) else {
            return DICOMMedia.unacceptable("application/octet-stream")
        }
        let instance = try await find(context)[0]
        let numbers = try Self.numbers(context, of: instance)
        let boundary = DICOMMedia.boundary()
        let objects = objects
        let first = try await objects.frame(numbers[0] - 1, of: instance).bytes
        let type = "application/octet-stream; transfer-syntax=\(DICOMTransferSyntax.explicitLittle.uid)"
        let body = ResponseBody { writer in
            for (index, number) in numbers.enumerated() {
                let bytes = index == 0 ? first : try await objects.frame(number - 1, of: instance).bytes
                try await writer.write(DICOMMedia.head(boundary, type, length: bytes.count))
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.write(DICOMMedia.tail(boundary))
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: DICOMMedia.multipart("application/octet-stream", boundary)], body: body
        )
    }

    @Sendable func rendered(_ request: Request, context: MemberContext) async throws -> Response {
        guard DICOMMedia.accepts("image/png", request) else { return DICOMMedia.unacceptable("image/png") }
        let instance = try await find(context)[0]
        let number = context.parameters.get("frames") == nil ? 1 : try Self.numbers(context, of: instance)[0]
        let window = (request.queryItems["window"] ?? "").split(separator: ",").prefix(2).compactMap { Double($0) }
        let view = (request.queryItems["viewport"] ?? "").split(separator: ",").prefix(2).compactMap { Int($0) }
        let picture = try await objects.picture(
            number - 1, of: instance,
            window: window.count == 2 && window[1] > 0 ? VOIWindow(centre: window[0], width: window[1]) : nil,
            longestSide: view.max().map { min(4096, max(16, $0)) })
        return Response(
            status: .ok, headers: [.contentType: "image/png"], body: .init(byteBuffer: ByteBuffer(bytes: picture)))
    }

    /// `1,4,7`, counted from 1.
    private static func numbers(_ context: MemberContext, of instance: HeldInstance) throws -> [Int] {
        let texts = (context.parameters.get("frames") ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let numbers = texts.compactMap { Int($0) }
        guard !numbers.isEmpty, numbers.count == texts.count, numbers.count <= 4096,
            numbers.allSatisfy({ (1...max(1, instance.frames)).contains($0) })
        else { throw Refusal.missing("frame") }
        return numbers
    }
}
