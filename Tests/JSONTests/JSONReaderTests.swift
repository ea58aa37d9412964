import Testing

@testable import JSON

struct JSONReaderTests {
    @Test func `a value comes back as it was written`() throws {
        let text = #"{"a":[1,-2.50e+3,"x\n\u0001é😀",true,null],"b":{}}"#
        #expect(try JSONValue(parsing: text).text == text)
    }

    @Test(arguments: [
        ("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("01", 0), ("1.", 0), ("\"\u{1}\"", 1), ("[1] 2", 4), ("tru", 3),
        ("\"\\x\"", 1), ("[1,\n 2,\n }", 9),
    ])
    func `bad text is refused at its place`(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.offset == offset)
    }

    @Test func `an error names line and column`() {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "[1,\n  x]") }
        #expect(error?.description == "line 2, column 3: unexpected “x”")
    }

    @Test func `surrogate pairs become one character and lone ones the replacement character`() throws {
        #expect(try JSONValue(parsing: #""\ud83d\ude00""#) == "😀")
        #expect(try JSONValue(parsing: #""a\ud83dz""#) == "a\u{FFFD}z")
    }

    @Test func `deep nesting is refused and not trusted with the stack`() {
        let text = String(repeating: "[", count: 100_000)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.reason == .tooDeep)
    }

    @Test func `skipping answers the bytes of a value`() throws {
        var reader = JSONReader(Array(#"{"data": {"t":"a}b"} , "n":1}"#.utf8))
        var data = ""
        try reader.readObject { (key, reader) throws(JSONError) in
            let range = try reader.skipValue()
            if key == "data" { data = String(decoding: reader.bytes[range], as: UTF8.self) }
        }
        #expect(data == #"{"t":"a}b"}"#)
    }

    @Test func `mutated text never crashes`() throws {
        let seed = Array(#"{"a":[1,-2.5e3,"x\n\u00e9",true,null,{"b":[[]]}],"c":"\ud83d\ude00"}"#.utf8)
        var random = SplitMix(state: 7)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int(random.next() % 4 + 1) {
                let index = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: index)
                }
            }
            if let value = try? JSONValue(parsing: bytes) {
                #expect(try JSONValue(parsing: value.bytes) == value)
            }
        }
    }
}

/// A seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
