import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Server

@Suite struct OutboundTests {
    @Test(arguments: [
        ("93.184.216.34", InternetAddress.Realm.open), ("2606:2800:220:1::1", .open), ("127.0.0.1", .near),
        ("127.255.255.254", .near), ("10.1.2.3", .near), ("172.16.0.1", .near), ("172.31.255.255", .near),
        ("172.32.0.1", .open), ("192.168.1.1", .near), ("100.64.0.1", .near), ("100.128.0.1", .open), ("::1", .near),
        ("fd00::1", .near), ("169.254.169.254", .forbidden), ("0.0.0.0", .forbidden), ("224.0.0.1", .forbidden),
        ("255.255.255.255", .forbidden), ("fe80::1%eth0", .forbidden), ("::", .forbidden),
        ("::ffff:127.0.0.1", .near), ("::ffff:169.254.169.254", .forbidden), ("64:ff9b::7f00:1", .near),
        ("64:ff9b::a9fe:a9fe", .forbidden), ("2002:7f00:1::", .near), ("2001:db8::1", .forbidden),
        ("::127.0.0.1", .forbidden), ("ff02::1", .forbidden),
    ])
    func `each address lies in its realm`(_ text: String, _ realm: InternetAddress.Realm) {
        #expect(InternetAddress(text)?.realm == realm)
    }

    @Test func `one bad address refuses a host`() async throws {
        let client = OutboundClient(
            allowsPrivateNetworks: false, resolver: HostResolver { _ in ["93.184.216.34", "10.0.0.1"] }
        )
        await #expect(throws: OutboundError.forbiddenNetwork("twofaced.example")) {
            try await client.judgedAddress(of: "twofaced.example")
        }
        let nobody = OutboundClient(allowsPrivateNetworks: true, resolver: HostResolver { _ in [] })
        await #expect(throws: OutboundError.unknownHost("nobody.example")) {
            try await nobody.judgedAddress(of: "nobody.example")
        }
    }

    @Test(arguments: ["http://127.0.0.1%2e.example.org/", "http://local%68ost/", "http://a%2fb/"])
    func `a host that could be read in two ways is no address`(_ address: String) async throws {
        let client = OutboundClient(
            allowsPrivateNetworks: false, resolver: HostResolver { _ in ["93.184.216.34"] }
        )
        await #expect(throws: OutboundError.badAddress) {
            try await client.fetch(address, to: "/nowhere", limit: 1)
        }
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f.1/",
        "http://localhost/", "http://169.254.169.254/latest/meta-data/",
    ])
    func `the server's own network is not fetched from`(_ address: String) async throws {
        let client = OutboundClient(allowsPrivateNetworks: false)
        await #expect(throws: OutboundError.self) {
            try await client.fetch(address, to: NSTemporaryDirectory(), limit: 1000)
        }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://example.org/x", "gopher://example.org/", "nonsense", "http://", ""])
    func `only the web is fetched`(_ address: String) async throws {
        let client = OutboundClient(allowsPrivateNetworks: true)
        await #expect(throws: OutboundError.self) {
            try await client.fetch(address, to: NSTemporaryDirectory(), limit: 1000)
        }
    }

    @Test func `a file is fetched to disk, a redirect is judged anew, a large one is refused`() async throws {
        let router = Router()
        router.get("notes.csv") { _, _ in "text\none\n" }
        router.get("moved") { _, _ in Response(status: .found, headers: [.location: "/notes.csv"]) }
        router.get("inside") { _, _ in
            Response(status: .found, headers: [.location: "http://169.254.169.254/latest/"])
        }
        router.get("loop") { _, _ in Response(status: .found, headers: [.location: "/loop"]) }
        router.get("gone") { _, _ in Response(status: .notFound) }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await Application(router: router).test(.live) { server in
            let base = "http://127.0.0.1:\(server.port ?? 0)"
            let client = OutboundClient(allowsPrivateNetworks: true)
            let fetched = try await client.fetch(base + "/moved", to: folder, limit: 1000)
            #expect(fetched.name == "notes.csv")
            #expect(try String(contentsOfFile: fetched.path, encoding: .utf8) == "text\none\n")
            for (path, error) in [
                ("/inside", OutboundError.forbiddenNetwork("169.254.169.254")), ("/loop", .tooManyRedirects),
                ("/gone", .status(404)),
            ] {
                await #expect(throws: error) { try await client.fetch(base + path, to: folder, limit: 1000) }
            }
            await #expect(throws: OutboundError.tooLarge(limit: 3)) {
                try await client.fetch(base + "/notes.csv", to: folder, limit: 3)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
        }
    }
}
