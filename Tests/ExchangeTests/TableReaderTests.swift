import Exchange
import JSON
import Testing

struct TableReaderTests {
    private func read(
        _ bytes: [UInt8], kind: TaskFileKind = .csv, chunk: Int = .max, _ options: ImportOptions = ImportOptions()
    ) throws -> [ImportedTask] {
        var reader = try #require(kind.reader(options))
        var tasks: [ImportedTask] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            tasks += try reader.feed(Array(rest.prefix(chunk)))
            rest = rest.dropFirst(chunk)
        }
        return try tasks + reader.finish()
    }

    private func read(_ text: String, kind: TaskFileKind = .csv, chunk: Int = .max) throws -> [ImportedTask] {
        try read(Array(text.utf8), kind: kind, chunk: chunk)
    }

    @Test(arguments: [1, 2, 5, .max])
    func `quotes, line ends and delimiters inside cells are kept`(_ chunk: Int) throws {
        let text = "id,note\r\n007,\"say \"\"hi\"\",\nthen go\"\r\n\r\n8,=1+2\r\n9"
        let tasks = try read(text, chunk: chunk)
        #expect(
            tasks.map(\.data) == [
                #"{"id":"007","note":"say \"hi\",\nthen go"}"#, #"{"id":"8","note":"=1+2"}"#, #"{"id":"9","note":""}"#,
            ])
        #expect(tasks.map(\.line) == [2, 5, 6])
        #expect(tasks.map(\.record) == [1, 2, 3])
    }

    @Test(
        arguments: [
            ("a;b;c,d\n1;2;3,4", #"{"a":"1","b":"2","c,d":"3,4"}"#), ("a\tb\n1\t2", #"{"a":"1","b":"2"}"#),
            ("\"x;y;z\",b\n1,2", #"{"x;y;z":"1","b":"2"}"#), ("a\n1,5\n", nil), ("a\r1\r", #"{"a":"1"}"#),
            ("\u{FEFF}a,b\n1,2", #"{"a":"1","b":"2"}"#), (",b\n1,2", #"{"Unnamed: 0":"1","b":"2"}"#),
        ] as [(String, String?)])
    func `the delimiter is found in the header`(_ text: String, _ data: String?) throws {
        for chunk in [1, .max] {
            guard let data else {
                #expect(throws: ImportError.self) { try read(text, chunk: chunk) }
                continue
            }
            #expect(try read(text, chunk: chunk).map(\.data) == [data])
        }
    }

    @Test func `tabs separate in TSV whatever else is there`() throws {
        #expect(try read("a,b\tc\n1,2\t3", kind: .tsv).map(\.data) == [#"{"a,b":"1,2","c":"3"}"#])
    }

    @Test func `a table in Latin-1 is refused by line, column and byte, with the way out`() throws {
        let bytes = Array("id,note\n1,ok\n2,Gr".utf8) + [0xF6, 0xDF] + Array("e\n".utf8)
        var options = ImportOptions(fileName: "notes.csv")
        for chunk in [1, 6, .max] {
            let error = #expect(throws: ImportError.self) { try read(bytes, chunk: chunk, options) }
            #expect((error?.line, error?.column) == (3, 5))
            #expect(error?.reason == .notUTF8(byte: 0xF6))
            #expect(error?.description.hasPrefix("notes.csv, line 3, column 5: byte 0xF6 is not UTF-8") == true)
            #expect(error?.description.contains("encoding=windows1252") == true)
        }
        for encoding in [TextEncoding.latin1, .windows1252] {
            options.encoding = encoding
            #expect(try read(bytes, options: options).last == #"{"id":"2","note":"Größe"}"#)
        }
    }

    private func read(_ bytes: [UInt8], options: ImportOptions) throws -> [String] {
        try read(bytes, options).map(\.data)
    }
    private func read(_ bytes: [UInt8], _ options: ImportOptions) throws -> [ImportedTask] {
        try read(bytes, kind: .csv, chunk: .max, options)
    }

    @Test func `Windows-1252 has its own quotes and five bytes without meaning`() throws {
        var options = ImportOptions()
        options.encoding = .windows1252
        #expect(try read(Array("a\n".utf8) + [0x84, 0x80, 0x94], options: options) == ["{\"a\":\"„€”\"}"])
        let error = #expect(throws: ImportError.self) { try read(Array("a\n".utf8) + [0x81], options: options) }
        #expect(error?.reason == .undefinedByte(0x81, encoding: "Windows-1252"))
    }

    @Test(arguments: [true, false])
    func `UTF-16 with its mark is read`(_ isBig: Bool) throws {
        var bytes: [UInt8] = isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
        for unit in "a,b\n1,ü😀".utf16 {
            bytes += isBig ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
        }
        for chunk in [1, 3, .max] {
            #expect(try read(bytes, chunk: chunk).map(\.data) == [#"{"a":"1","b":"ü😀"}"#])
            #expect(throws: ImportError.self) { try read(bytes.dropLast(1) + [], chunk: chunk) }
        }
    }

    @Test(
        arguments: [
            ("", .noHeader, nil), ("a,b\n", .empty, nil), ("a,b\n1,2\n1,2,3\n", .tooManyCells(found: 3, columns: 2), 3),
            ("a,a\n1,2", .repeatedColumn(2), 1), ("a,b\n1,\"open\n\n", .openQuote, 2),
            ("a\n\"x\"y\n", .textAfterQuote, 2),
        ] as [(String, ImportError.Reason, Int?)])
    func `broken tables are refused at their line`(_ text: String, _ reason: ImportError.Reason, _ line: Int?) {
        for chunk in [1, .max] {
            let error = #expect(throws: ImportError.self) { try read(text, chunk: chunk) }
            #expect(error?.reason == reason)
            #expect(error?.line == line)
        }
    }

    @Test func `limits hold`() {
        var options = ImportOptions()
        options.limits.columns = 3
        #expect(throws: ImportError.self) { try read(Array("a,b,c,d\n".utf8), options) }
        options = ImportOptions()
        options.limits.cellBytes = 10
        #expect(throws: ImportError.self) { try read(Array("a\n\"0123456789012345\"\n".utf8), options) }
    }

    @Test func `text that was written as CSV comes back equal`() throws {
        var random = SeededGenerator(5)
        let parts = ["a", "\"", ",", ";", "\n", "\r\n", "\t", " ", "ü", "😀", "=", "\\", "\u{1}", "-1", "'"]
        for _ in 0..<300 {
            let cells = (0..<3).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
                    .joined()
            }
            let row = cells.map {
                "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            }
            let text = "x,y,z\n" + row.joined(separator: ",")
            let data = try JSONValue(
                parsing: try #require(try read(text, chunk: Int.random(in: 1...9, using: &random)).first).data)
            #expect(["x", "y", "z"].map { data[$0]?.string } == cells)
        }
    }

    @Test func `random tables are refused or read but never crash`() {
        var random = SeededGenerator(6)
        let alphabet =
            Array("a,;\"\n\r\t \\".utf8) + [0xC3, 0xBC, 0xFF, 0xFE, 0xEF, 0xBB, 0xBF, 0xF0, 0x9F, 0x98, 0x80]
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            for kind in [TaskFileKind.csv, .tsv, .text, .markup] {
                let whole = Result { try read(bytes, kind: kind) }
                let pieces = Result { try read(bytes, kind: kind, chunk: 1) }
                #expect((try? whole.get()) == (try? pieces.get()))
                #expect((try? whole.get()) != nil || (try? pieces.get()) == nil)
            }
        }
    }

    @Test(arguments: [1, 2, .max])
    func `each line of a text is a task`(_ chunk: Int) throws {
        let tasks = try read("one\r\ntwo \"x\"\n\n\rlast", kind: .text, chunk: chunk)
        #expect(
            tasks.map(\.data) == [
                #"{"$undefined$":"one"}"#, #"{"$undefined$":"two \"x\""}"#, #"{"$undefined$":"last"}"#,
            ])
        #expect(tasks.map(\.line) == [1, 2, 5])
    }

    @Test func `the ending of a name tells the reader`() throws {
        #expect(try TaskFileKind(fileNamed: "a.b/X.CSV") == .csv)
        #expect(try TaskFileKind(fileNamed: "scan.JPEG") == .media)
        #expect(try TaskFileKind(fileNamed: "x.ndjson") == .json)
        #expect(throws: ImportError.self) { try TaskFileKind(fileNamed: "program.exe") }
        #expect(throws: ImportError.self) { try TaskFileKind(fileNamed: ".csv") }
        #expect(ImportedTask.media(url: "/data/a\"b.png", key: "image").data == #"{"image":"/data/a\"b.png"}"#)
    }
}
