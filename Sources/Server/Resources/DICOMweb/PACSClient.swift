import AsyncHTTPClient
import Foundation
import HTTPTypes
import Imaging
import JSON
import NIOCore
import NIOHTTP1
import Workspace

/// Speaks DICOMweb with an archive.
///
/// The archive's host is judged as every outbound address is; an administrator may let a connection go into a private
/// network. Nothing of what the archive answers in an error is repeated, and its credentials are sent to it alone:
/// redirects are not followed.
struct PACSClient: Sendable {
    let connection: PACSConnection
    let settings: Settings
    var resolver = HostResolver.system

    /// The most bytes of a list.
    private static let listLimit = 64 << 20

    /// Asks for studies, series or instances; `path` is below the base, `query` is encoded here.
    func search(_ path: String, _ query: [(name: String, value: String)]) async throws -> [DICOMItem] {
        let text = query.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&")
        return try await withClient { client in
            var request = self.request(path + (text.isEmpty ? "" : "?" + text))
            request.headers.add(name: "Accept", value: DICOMMedia.json)
            let response = try await execute(request, with: client)
            if response.status == .noContent { return [] }
            guard response.status == .ok else { throw PACSError.status(connection.name, Int(response.status.code)) }
            let bytes = try await response.body.collect(upTo: Self.listLimit)
            guard let value = try? JSONValue(parsing: Array(buffer: bytes)) else {
                throw PACSError.unreadable(connection.name)
            }
            return DICOMJSON.items(value)
        }
    }

    /// Fetches all objects below a path into a folder.
    ///
    /// - Parameter arrived: gets each file as it is complete.
    /// - Returns: the files' paths.
    func retrieve(
        _ path: String, to folder: String, limit: Int, arrived: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> [String] {
        // As stored, before anything else: an archive without codecs cannot turn JPEG 2000 into something else. Some do
        // not know the star, or fail at it for single objects; they are asked again in the plain way.
        let wishes = ["; transfer-syntax=*", ""].map { "multipart/related; type=\"application/dicom\"\($0)" }
        var last: (any Error)?
        for wish in wishes {
            do {
                return try await retrieve(path, accept: wish, folder, limit, arrived)
            } catch let error as PACSError where error.isWorthAnotherWay {
                last = error
            }
        }
        throw last ?? PACSError.unreadable(connection.name)
    }

    private func retrieve(
        _ path: String, accept: String, _ folder: String, _ limit: Int, _ arrived: @escaping @Sendable (Int) -> Void
    ) async throws -> [String] {
        try await withClient { client in
            var request = self.request(path)
            request.headers.add(name: "Accept", value: accept)
            let response = try await execute(request, with: client)
            guard response.status == .ok else { throw PACSError.status(connection.name, Int(response.status.code)) }
            let type = response.headers.first(name: "content-type")
            guard let boundary = DICOMSpool.boundary(type) else { throw PACSError.unreadable(connection.name) }
            var spool = DICOMSpool(folder: folder, boundary: boundary, limit: limit)
            do {
                for try await piece in response.body {
                    try Task.checkCancellation()
                    let before = spool.paths.count
                    try await spool.take(piece)
                    if spool.paths.count > before { arrived(spool.paths.count) }
                }
                try spool.finish()
                return spool.paths
            } catch {
                spool.removeFiles()
                if error is HTTPClientError { throw PACSError.unreachable(connection.name) }
                throw error
            }
        }
    }

    /// What became of an object that was sent.
    struct Stored: Sendable, Equatable {
        let isStored: Bool
        /// The failure reason of PS3.18 table I.2-2, where the archive gave one.
        let reason: Int?
    }

    /// Sends one object. One at a time, because there are archives that answer 200 to a body of many and store none of
    /// them when one has no UIDs: success is an entry in the list of what was stored, not a status.
    func store(_ path: String) async throws -> Stored {
        let boundary = DICOMMedia.boundary()
        let head = DICOMMedia.head(boundary, DICOMMedia.file)
        let tail = DICOMMedia.tail(boundary)
        guard let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
            throw Refusal(.failed, "An object to be sent is gone.")
        }
        return try await withClient { client in
            var request = self.request("/studies")
            request.method = .POST
            request.headers.add(name: "Accept", value: DICOMMedia.json)
            request.headers.add(name: "Content-Type", value: DICOMMedia.multipart(DICOMMedia.file, boundary))
            let length = head.readableBytes + size + tail.readableBytes
            request.body = .stream(
                FramedFile(head: head, path: path, tail: tail), length: .known(Int64(length)))
            let response = try await execute(request, with: client)
            guard [200, 202, 409].contains(response.status.code) else {
                throw PACSError.status(connection.name, Int(response.status.code))
            }
            let bytes = try await response.body.collect(upTo: Self.listLimit)
            let answer = DICOMJSON.item((try? JSONValue(parsing: Array(buffer: bytes))) ?? .null)
            let stored = answer.items(.referencedSOPSequence)
            let failed = answer.items(.failedSOPSequence).first
            return Stored(isStored: !stored.isEmpty && failed == nil, reason: failed?.integer(.failureReason))
        }
    }

    private func request(_ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: connection.baseURL + path)
        request.headers.add(name: "User-Agent", value: "Vesalius/\(Version.current)")
        if let authorization = connection.authorization {
            request.headers.add(name: "Authorization", value: authorization)
        }
        return request
    }

    private func execute(_ request: HTTPClientRequest, with client: HTTPClient) async throws -> HTTPClientResponse {
        do {
            return try await client.execute(request, timeout: .hours(2))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw PACSError.unreachable(connection.name)
        }
    }

    private func withClient<Result>(_ use: (HTTPClient) async throws -> Result) async throws -> Result {
        guard let host = URL(string: connection.baseURL)?.host() else { throw OutboundError.badAddress }
        let outbound = OutboundClient(
            allowsPrivateNetworks: settings.allowPrivateNetworks || connection.allowsPrivateNetwork, resolver: resolver)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [host: try await outbound.judgedAddress(of: host)]
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(120))
        // A port where nobody listens is said at once, not after ten seconds of trying.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let result = try await use(client)
            try await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw error
        }
    }
}

/// A file with something before and behind it, as a stream of pieces.
private struct FramedFile: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    let head: ByteBuffer
    let path: String
    let tail: ByteBuffer

    func makeAsyncIterator() -> Iterator {
        Iterator(head: head, file: FileChunks(path).makeAsyncIterator(), tail: tail)
    }

    struct Iterator: AsyncIteratorProtocol {
        var head: ByteBuffer?
        var file: FileChunks.Iterator
        var tail: ByteBuffer?

        mutating func next() async throws -> ByteBuffer? {
            if let first = head {
                head = nil
                return first
            }
            if let piece = try await file.next() { return ByteBuffer(bytes: piece) }
            defer { tail = nil }
            return tail
        }
    }
}
