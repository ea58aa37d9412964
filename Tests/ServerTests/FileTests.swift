import Foundation
import HTTPTypes
import Testing

@testable import Server

@Suite struct FileTests {
    @Test func `files below the named folder are served, and nothing else`() async throws {
        try await withFolder { root in
            try write("note", to: root + "/inside/a.txt")
            try write("secret", to: root + "-beside.txt")
            try FileManager.default.createSymbolicLink(
                atPath: root + "/link.txt", withDestinationPath: root + "-beside.txt"
            )
            try FileManager.default.createSymbolicLink(atPath: root + "/etc", withDestinationPath: "/etc")
            try await TestServer.run(settings: { $0.localFilesRoot = root }) { server in
                let good = try await server.asOwner(.get, "/data/local-files/?d=inside/a.txt")
                #expect(good.status == 200)
                #expect(good.text == "note")
                for path in [
                    "../\(root.split(separator: "/").last ?? "")-beside.txt", "link.txt", "etc/passwd",
                    "inside/../../../../../../etc/passwd", "/etc/passwd", "inside", "", "a%00.txt",
                    "inside/%2e%2e/%2e%2e/etc/passwd", "nothing",
                ] {
                    let answer = try await server.asOwner(.get, "/data/local-files/?d=\(path)")
                    #expect(answer.status == 404, "\(path)")
                }
                try await #expect(server.send(.get, "/data/local-files/?d=inside/a.txt").status == 401)
            }
            try await TestServer.run { server in
                try await #expect(server.asOwner(.get, "/data/local-files/?d=inside/a.txt").status == 404)
            }
        }
    }

    @Test func `a part of a file is served as a part`() async throws {
        try await withFolder { root in
            try write("0123456789", to: root + "/digits.txt")
            try await TestServer.run(settings: { $0.localFilesRoot = root }) { server in
                let path = "/data/local-files/?d=digits.txt"
                for (range, text) in [
                    ("bytes=2-4", "234"), ("bytes=7-", "789"), ("bytes=-3", "789"), ("bytes=8-99", "89"),
                ] {
                    let answer = try await server.asOwner(.get, path, headers: [.range: range])
                    #expect(answer.status == 206)
                    #expect(answer.text == text)
                    #expect(answer.headers[.contentRange]?.hasSuffix("/10") == true)
                    #expect(answer.headers[.contentLength] == String(text.count))
                }
                let past = try await server.asOwner(.get, path, headers: [.range: "bytes=10-"])
                #expect(past.status == 416)
                #expect(past.headers[.contentRange] == "bytes */10")
                let tag = try #require(try await server.asOwner(.get, path).headers[.eTag])
                let same = try await server.asOwner(.get, path, headers: [.ifNoneMatch: tag])
                #expect(same.status == 304)
                let other = try await server.asOwner(.get, path, headers: [.range: "bytes=2-4", .ifRange: "\"old\""])
                #expect(other.status == 200)
            }
        }
    }

    @Test func `what people brought is never served as a page`() async throws {
        try await withFolder { root in
            try write("<html><script>alert(1)</script></html>", to: root + "/page.html")
            try write("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", to: root + "/x.svg")
            try write("GIF89a", to: root + "/picture.html")
            try Data([0, 1, 2, 3]).write(to: URL(fileURLWithPath: root + "/x.png"))
            try await TestServer.run(settings: { $0.localFilesRoot = root }) { server in
                for (name, type, disposition) in [
                    ("page.html", "text/plain; charset=utf-8", "inline"),
                    ("x.svg", "text/plain; charset=utf-8", "inline"),
                    ("picture.html", "image/gif", "inline"), ("x.png", "application/octet-stream", "attachment"),
                ] {
                    let answer = try await server.asOwner(.get, "/data/local-files/?d=\(name)")
                    #expect(answer.headers[.contentType] == type)
                    #expect(answer.headers[.contentDisposition]?.hasPrefix(disposition) == true)
                    #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("sandbox; default-src 'none'") == true)
                    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                }
            }
        }
    }

    @Test func `every room of the interface is the one page, every module itself`() async throws {
        try await TestServer.run { server in
            let page = try await server.send(.get, "/")
            #expect(page.status == 200)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            for path in ["/projects", "/projects/7/data?tab=1", "/account/tokens", "/user/login/", "/setup"] {
                try await #expect(server.send(.get, path).body == page.body)
            }
            try await #expect(server.send(.get, "/user/login").cookie("csrftoken") != nil)
            let unknown = try await server.send(.get, "/no-such-room")
            #expect(unknown.status == 404)
            #expect(unknown.body == page.body)
            let module = try await server.send(.get, "/app/main.js")
            #expect(module.headers[.contentType] == "text/javascript; charset=utf-8")
            #expect(module.headers[.cacheControl] == "no-cache")
            let tag = try #require(module.headers[.eTag])
            let again = try await server.send(.get, "/app/main.js", headers: [.ifNoneMatch: tag])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            let head = try await server.send(.head, "/app/main.js")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
        }
    }

    @Test(arguments: [
        "/../Package.swift", "/app/../../Package.swift", "/%2e%2e/Package.swift", "/app/%2e%2e/%2e%2e/index.html.swift",
        "/.git/config", "/app/..%2fmain.js", "//etc/passwd.txt", "/app\\..\\main.js", "/app/main.js/", "/app/none.js",
    ])
    func `an address that leads out of the interface finds nothing of it`(_ path: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, path)
            #expect(!answer.text.contains("swift-tools-version"))
            #expect(!answer.text.contains("root:"))
            if !path.hasSuffix("/") { #expect(answer.status == 404) }
        }
    }

    private func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            try? FileManager.default.removeItem(atPath: folder)
            try? FileManager.default.removeItem(atPath: folder + "-beside.txt")
        }
        try await body(folder)
    }
}
