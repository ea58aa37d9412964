import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JSON
import Logging
import NIOCore
import Storage
import Synchronization
import Workspace

@testable import Server

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    private let time: Mutex<Int>

    init(_ start: Int = 1_795_000_000_000_000) { time = Mutex(start) }

    var wall: WallClock { WallClock { self.time.withLock { $0 } } }

    func advance(seconds: Int) { time.withLock { $0 += seconds * 1_000_000 } }
}

/// A server on an empty store of its own, with an owner who has a legacy token.
struct TestServer: Sendable {
    static let email = "owner@example.org"
    static let password = "correct horse battery"
    static let token = "0123456789abcdef0123456789abcdef01234567"

    let client: any TestClientProtocol
    let services: Services
    let clock: TestClock
    let folder: String

    /// - Parameters:
    ///   - hasOwner: false leaves the store without anybody.
    static func run(
        hasOwner: Bool = true,
        settings change: (inout Settings) -> Void = { _ in },
        _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var settings = Settings(dataFolder: folder)
        change(&settings)
        let clock = TestClock()
        var logger = Logger(label: "test") { _ in SilentLogHandler() }
        logger.logLevel = .critical
        let owner = hasOwner ? FirstStart.Owner(email: email, password: password, token: token) : .init()
        let assembly = try await Assembly.open(
            settings, owner: owner, clock: clock.wall, cost: .init(logN: 4, r: 8, p: 1), logger: logger
        )
        _ = try await FirstStart.run(assembly.services, hasDemo: false)
        let application = buildApplication(assembly.services)
        do {
            try await application.test(.router) { client in
                try await body(
                    TestServer(client: client, services: assembly.services, clock: clock, folder: folder)
                )
            }
        } catch {
            await assembly.close()
            throw error
        }
        await assembly.close()
    }

    /// Sends a request as it is.
    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String? = nil
    ) async throws -> Answer {
        let buffer = body.map { ByteBuffer(string: $0) }
        return try await client.execute(uri: path, method: method, headers: headers, body: buffer) { response in
            Answer(status: response.status.code, headers: response.headers, body: Array(buffer: response.body))
        }
    }

    /// Sends JSON as the owner.
    func asOwner(
        _ method: HTTPRequest.Method, _ path: String, _ value: JSONValue? = nil, headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.authorization] = "Token \(Self.token)"
        if value != nil { headers[.contentType] = "application/json" }
        return try await send(method, path, headers: headers, body: value?.text)
    }

    /// Opens a session and answers what a browser would send from then on.
    func signIn(email: String = email, password: String = password) async throws -> Browser {
        let answer = try await send(
            .post, "/api/session", headers: [.contentType: "application/json"],
            body: JSONValue.object(JSONObject([("email", .string(email)), ("password", .string(password))])).text
        )
        guard answer.status == 200, let session = answer.cookie("sessionid"),
            let token = answer.json["csrf_token"]?.string
        else { throw SignInFailed(answer: answer) }
        return Browser(server: self, session: session, token: token)
    }

    struct SignInFailed: Error { let answer: Answer }
}

/// Says nothing, but keeps the metadata, among which a request's id is.
struct SilentLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.critical

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {}
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }

    func cookie(_ name: String) -> String? {
        for field in headers[values: .setCookie] {
            let pair = field.split(separator: ";").first?.split(separator: "=", maxSplits: 1) ?? []
            if pair.count == 2, pair[0] == name { return String(pair[1]) }
        }
        return nil
    }
}

/// A browser that has signed in.
struct Browser: Sendable {
    let server: TestServer
    let session: String
    let token: String

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ value: JSONValue? = nil, token: String?? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.cookie] = "other=1; sessionid=\(session)"
        let token = token ?? self.token
        if let token { headers[.csrfToken] = token }
        if value != nil { headers[.contentType] = "application/json" }
        return try await server.send(method, path, headers: headers, body: value?.text)
    }
}
