import Testing

@testable import Server

@Suite struct MultipartParserTests {
    private static let body = Array(
        """
        preamble\r\n--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nOne\r\nTwo\r\n\
        --b\r\nContent-Disposition: form-data; name="file"; filename="C:\\notes\\a \\"b\\".csv"\r\n\
        Content-Type: text/csv\r\n\r\nx,y\r\n--bogus\r\n\r\n--b\r\n\r\nbare\r\n\
        --b\r\nContent-Disposition: form-data; name="empty"\r\n\r\n\r\n--b--\r\nepilogue
        """.utf8
    )

    private struct Part: Equatable {
        var headers: MultipartHeaders
        var bytes: [UInt8]
    }

    @Test func `parts are the same however the body is cut`() throws {
        let whole = try parts([Self.body])
        #expect(
            whole.map { String(decoding: $0.bytes, as: UTF8.self) } == ["One\r\nTwo", "x,y\r\n--bogus\r\n", "bare", ""])
        #expect(whole[1].headers.fileName == #"a "b".csv"#)
        #expect(whole[1].headers.contentType == "text/csv")
        #expect(whole.map(\.headers.name) == ["title", "file", "", "empty"])
        for size in 1...40 {
            let pieces = stride(from: 0, to: Self.body.count, by: size).map {
                Array(Self.body[$0..<min($0 + size, Self.body.count)])
            }
            #expect(try parts(pieces) == whole)
        }
    }

    @Test func `a body without its last boundary is refused`() throws {
        #expect(throws: BodyError.badMultipart(part: 4, reason: "the body ends before its last boundary")) {
            try parts([Array(Self.body.dropLast(16))])
        }
        #expect(throws: BodyError.self) { try parts([[]]) }
    }

    @Test func `headers without end are refused`() throws {
        let body = Array("--b\r\n".utf8) + [UInt8](repeating: 65, count: 20_000)
        #expect(throws: BodyError.badMultipart(part: 1, reason: "headers too long")) { try parts([body]) }
    }

    @Test(arguments: [
        (#"form-data; name="a"; filename*=UTF-8''na%C3%AFve%20note.txt"#, "naïve note.txt"),
        (#"form-data; name=a; filename=plain.txt"#, "plain.txt"),
        (#"form-data; name="a"; filename="../../etc/passwd""#, "passwd"),
        (#"form-data; name="a"; filename="..""#, "_"),
        ("form-data; name=\"a\"; filename=\"x\u{7}y.txt\"", "xy.txt"),
    ])
    func `a file's name is its last part`(_ disposition: String, _ name: String) {
        #expect(MultipartHeaders("Content-Disposition: \(disposition)").fileName == name)
    }

    @Test func `no bytes crash the parser`() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            var body = Self.body
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                body[Int(state >> 33) % body.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            _ = try? parts([body])
        }
    }

    private func parts(_ pieces: [[UInt8]]) throws -> [Part] {
        var parser = MultipartParser(boundary: "b")
        var parts: [Part] = []
        for piece in pieces {
            for event in try parser.feed(piece) {
                switch event {
                case .begin(let headers): parts.append(Part(headers: headers, bytes: []))
                case .bytes(let bytes): parts[parts.count - 1].bytes += bytes
                case .end: break
                }
            }
        }
        try parser.finish()
        return parts
    }
}
