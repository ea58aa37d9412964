import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Workspace

/// Fetches what people name by address without becoming a way into the operator's network (SSRF).
///
/// A host is resolved once, each of its addresses is judged, and the connection goes to the address that was judged:
/// an answer that changes between the two look-ups changes nothing. Each redirect is judged anew.
struct OutboundClient: Sendable {
    /// No source of data needs more.
    private static let redirectLimit = 5
    private static let timeout = TimeAmount.seconds(120)

    let allowsPrivateNetworks: Bool
    var resolver = HostResolver.system

    /// What was fetched; it lies in the folder until the caller takes it away.
    struct Fetched: Sendable {
        let path: String
        let size: Int
        /// The last part of the address, to tell the kind of file.
        let name: String
        let contentType: String?
    }

    /// Fetches an address to a new file in a folder.
    func fetch(_ address: String, to folder: String, limit: Int) async throws -> Fetched {
        var address = address
        for _ in 0...Self.redirectLimit {
            guard let url = URL(string: address), let host = url.host(), Self.isPlain(host) else {
                throw OutboundError.badAddress
            }
            switch try await step(url, host: host, folder: folder, limit: limit) {
            case .done(let fetched): return fetched
            case .redirect(let location):
                guard let next = URL(string: location, relativeTo: url) else { throw OutboundError.badAddress }
                address = next.absoluteString
            }
        }
        throw OutboundError.tooManyRedirects
    }

    /// Whether a host is written in letters that nobody reads in two ways: a percent sign that the client decodes only
    /// after the host was judged would lead it elsewhere.
    private static func isPlain(_ host: String) -> Bool {
        !host.isEmpty
            && host.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-._:[]".utf8.contains(byte)
                }
            }
    }

    private enum Step {
        case done(Fetched)
        case redirect(String)
    }

    private func step(_ url: URL, host: String, folder: String, limit: Int) async throws -> Step {
        let scheme = url.scheme?.lowercased() ?? ""
        guard scheme == "http" || scheme == "https" else { throw OutboundError.scheme(scheme) }
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [host: try await judgedAddress(of: host)]
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(30))
        // A small body that unpacks to a huge one would pass the limit on what is sent.
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let result = try await receive(url, host: host, from: client, folder: folder, limit: limit)
            try await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func receive(
        _ url: URL, host: String, from client: HTTPClient, folder: String, limit: Int
    ) async throws -> Step {
        var request = HTTPClientRequest(url: url.absoluteString)
        request.headers.add(name: "User-Agent", value: "Vesalius/\(Version.current)")
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: Self.timeout)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw OutboundError.unreachable(host)
        }
        if (300..<400).contains(response.status.code), let location = response.headers.first(name: "location") {
            return .redirect(location)
        }
        guard response.status == .ok else { throw OutboundError.status(Int(response.status.code)) }
        if let length = response.headers.first(name: "content-length").flatMap({ Int($0) }), length > limit {
            throw OutboundError.tooLarge(limit: limit)
        }
        let spool = try SpoolFile(in: folder)
        var size = 0
        do {
            for try await piece in response.body {
                size += piece.readableBytes
                if size > limit { throw OutboundError.tooLarge(limit: limit) }
                try await spool.write(Array(buffer: piece))
            }
        } catch {
            unlink(spool.path)
            if error is HTTPClientError { throw OutboundError.unreachable(host) }
            throw error
        }
        return .done(
            Fetched(
                path: spool.path, size: size, name: url.lastPathComponent,
                contentType: response.headers.first(name: "content-type")
            )
        )
    }

    /// An address to connect to, after all of the host's were judged: one bad one refuses the host.
    func judgedAddress(of host: String) async throws -> String {
        let plain = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let found = try await InternetAddress(plain) != nil ? [plain] : resolver.resolve(plain)
        guard let first = found.first else { throw OutboundError.unknownHost(host) }
        for text in found {
            switch InternetAddress(text)?.realm {
            case .open: continue
            case .near where allowsPrivateNetworks: continue
            case .near, .forbidden, nil: throw OutboundError.forbiddenNetwork(host)
            }
        }
        return first
    }
}
