import Testing

@testable import JSON

struct JSONArraySplitterTests {
    private func split(_ text: String, chunk: Int) throws -> [String] {
        var splitter = JSONArraySplitter()
        var found: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try splitter.feed(bytes[start..<min(start + chunk, bytes.count)]) {
                found.append(String(decoding: $0.bytes, as: UTF8.self))
            }
        }
        try splitter.finish { found.append(String(decoding: $0.bytes, as: UTF8.self)) }
        return found
    }

    @Test(arguments: [1, 3, 1000])
    func `elements are cut wherever the chunks end`(chunk: Int) throws {
        let found = try split(#" [ {"a":"]\"},"} , 12,"x" ,[1,[2]] ]"#, chunk: chunk)
        #expect(found == [#"{"a":"]\"},"}"#, "12", #""x""#, "[1,[2]]"])
        #expect(try split("{\"a\":1}\n{\"b\":2}\n", chunk: chunk) == ["{\"a\":1}", "{\"b\":2}"])
        #expect(try split("[]", chunk: chunk) == [])
    }

    @Test(arguments: ["[1,2", "[1,,2]", "[1 2]", "[1,]", "{\"a\":", "[1] x", ""])
    func `a broken stream is refused`(text: String) {
        #expect(throws: JSONError.self) { try split(text, chunk: 2) }
    }

    @Test func `an element knows its line`() throws {
        var splitter = JSONArraySplitter()
        var lines: [Int] = []
        try splitter.feed(Array("[\n1,\n2,\n\n{}]".utf8)) { lines.append($0.line) }
        #expect(lines == [2, 3, 5])
    }
}
