import HTTPTypes
import HummingbirdTesting
import Imaging
import JSON
import NIOCore
import Testing

@testable import Server
@testable import Workspace

@Suite struct DICOMwebRouteTests {
    /// Sends objects by STOW.
    private func store(
        _ files: [[UInt8]], to path: String = "/dicomweb/studies", on server: TestServer
    ) async throws -> Answer {
        var body: [UInt8] = []
        for file in files {
            body += Array("--x\r\nContent-Type: application/dicom\r\n\r\n".utf8) + file + Array("\r\n".utf8)
        }
        body += Array("--x--\r\n".utf8)
        return try await server.client.execute(
            uri: path, method: .post,
            headers: [
                .authorization: "Token \(TestServer.token)",
                .contentType: "multipart/related; type=\"application/dicom\"; boundary=x",
            ], body: ByteBuffer(bytes: body)
        ) { Answer(status: $0.status.code, headers: $0.headers, body: Array(buffer: $0.body)) }
    }

    private func instance(_ item: JSONValue?) -> String? { item?["00080018"]?["Value"]?[0]?.string }

    @Test func `what is stored is found at every level and given back as it came`() async throws {
        try await TestServer.run { server in
            let files = try TestServer.phantom.files().map(\.bytes)
            let answer = try await store(files, on: server)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.headers[.contentType] == "application/dicom+json")
            #expect(answer.json["00081199"]?["Value"]?.array?.count == 12)

            let studies = try await server.asOwner(.get, "/dicomweb/studies")
            let study = try #require(studies.json[0]?["0020000D"]?["Value"]?[0]?.string)
            #expect(studies.json[0]?["00201208"]?["Value"]?[0] == 12)
            let series = try await server.asOwner(.get, "/dicomweb/studies/\(study)/series")
            let uid = try #require(series.json[0]?["0020000E"]?["Value"]?[0]?.string)
            let path = "/dicomweb/studies/\(study)/series/\(uid)/instances"
            let first = try await server.asOwner(.get, path + "?limit=5")
            let rest = try await server.asOwner(.get, path + "?limit=50&offset=5")
            #expect(first.json.array?.count == 5 && rest.json.array?.count == 7)
            #expect(Set(((first.json.array ?? []) + (rest.json.array ?? [])).compactMap(instance)).count == 12)

            let sop = try #require(instance(first.json[0]))
            let whole = try await server.asOwner(.get, path + "/" + sop)
            #expect(whole.status == 200)
            #expect(files.contains { file in whole.text.utf8.count > 0 && whole.body.contains(file) })
            let metadata = try await server.asOwner(.get, path + "/" + sop + "/metadata")
            #expect(instance(metadata.json[0]) == sop && metadata.json[0]?["7FE00010"] == nil)
            let rendered = try await server.asOwner(.get, path + "/" + sop + "/rendered")
            #expect(rendered.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(try await server.asOwner(.get, path + "/" + sop + "/frames/2").status == 404)
            #expect(try await server.asOwner(.get, path + "/1.2.3.4").status == 404)
        }
    }

    @Test func `each instance has its own answer`() async throws {
        try await TestServer.run { server in
            let files = try TestServer.phantom.files().map(\.bytes)
            let mixed = try await store([files[0], [UInt8](repeating: 7, count: 900)], on: server)
            #expect(mixed.status == 202)
            #expect(mixed.json["00081199"]?["Value"]?.array?.count == 1)
            #expect(mixed.json["00081198"]?["Value"]?[0]?["00081197"]?["Value"]?[0] == 0xC000)
            let elsewhere = try await store([files[1]], to: "/dicomweb/studies/1.2.3", on: server)
            #expect(elsewhere.status == 409)
            #expect(elsewhere.json["00081198"]?["Value"]?[0]?["00081197"]?["Value"]?[0] == 0xA900)
            #expect(try await store([], on: server).status == 400)
        }
    }

    @Test func `queries match dates, modalities and patients, and ignore what they do not know`() async throws {
        try await TestServer.run { server in
            _ = try await store(try TestServer.phantom.files().map(\.bytes), on: server)
            func count(_ query: String) async throws -> Int {
                try await server.asOwner(.get, "/dicomweb/studies?" + query).json.array?.count ?? -1
            }
            #expect(try await count("") == 1)
            #expect(try await count("ModalitiesInStudy=ZZ") == 0)
            #expect(try await count("PatientID=nobody") == 0)
            #expect(try await count("StudyDate=19000101-19010101") == 0)
            #expect(try await count("StudyInstanceUID=1.2.3") == 0)
            #expect(try await count("00100010=anybody*&SomethingUnknown=1") == 1)
        }
    }

    @Test func `connections are named by administrators and keep their credentials to themselves`() async throws {
        try await TestServer.run { server in
            let made = try await server.asOwner(
                .post, "/api/imaging/pacs",
                [
                    "name": "Main", "url": "https://pacs.example.org/dicom-web/",
                    "authorization": "Bearer secret-words",
                ])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["has_authorization"] == true && made.json["url"] == "https://pacs.example.org/dicom-web")
            let id = try #require(made.json["id"]?.integer)
            #expect(try await !server.asOwner(.get, "/api/imaging/pacs").text.contains("secret-words"))
            let bad: [JSONValue] = [
                ["name": "Main", "url": "https://other.example.org"], ["name": "x", "url": "ftp://pacs.example.org"],
                ["name": "y", "url": "https://user:word@pacs.example.org"],
                ["name": "", "url": "https://a.example.org"],
                ["name": "z", "url": "https://a.example.org", "authorization": "a\r\nX: b"],
            ]
            for fields in bad { #expect(try await server.asOwner(.post, "/api/imaging/pacs", fields).status == 400) }
            let moved = try await server.asOwner(
                .patch, "/api/imaging/pacs/\(id)", ["url": "https://elsewhere.example.org"])
            #expect(moved.json["has_authorization"] == false)
            #expect(try await server.asOwner(.delete, "/api/imaging/pacs/\(id)").status == 204)
            #expect(try await server.asOwner(.delete, "/api/imaging/pacs/\(id)").status == 404)
        }
    }

    @Test func `a connection into a private network needs an administrator's word`() async throws {
        try await TestServer.run { server in
            let made = try await server.asOwner(
                .post, "/api/imaging/pacs", ["name": "Near", "url": "http://127.0.0.1:1/dicom-web"])
            let id = try #require(made.json["id"]?.integer)
            let refused = try await server.asOwner(.post, "/api/imaging/pacs/\(id)/query", ["level": "study"])
            #expect(refused.status == 400 && refused.text.contains("network"))
            _ = try await server.asOwner(.patch, "/api/imaging/pacs/\(id)", ["allow_private_network": true])
            let silent = try await server.asOwner(.post, "/api/imaging/pacs/\(id)/query", ["level": "study"])
            #expect(silent.status == 503 && silent.text.contains("did not answer"))
        }
    }
}

extension [UInt8] {
    /// Whether the bytes of another array stand somewhere in this one.
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        guard let first = other.first, count >= other.count else { return false }
        return (0...count - other.count).contains {
            self[$0] == first && self[$0..<$0 + other.count].elementsEqual(other)
        }
    }
}
