import JSON
import LabelConfig
import Testing

struct MarkupTests {
    @Test(arguments: Samples.fixtures)
    func `a config gives the tree another XML parser gives`(name: String) throws {
        let document = try MarkupDocument(parsing: Samples.text(name))
        #expect(Self.tree(document.root).text == (try Samples.json(name + ".json")).text)
    }

    @Test(arguments: Samples.fixtures)
    func `printed and read again a config is equal`(name: String) throws {
        let document = try MarkupDocument(parsing: Samples.text(name))
        let again = try MarkupDocument(parsing: document.printed)
        #expect(again == document)
        #expect(again.printed == document.printed)
    }

    @Test func `a text that is not well-formed is refused at its place`() throws {
        for broken in try #require(Samples.json("broken.json").array) {
            let why = try #require(broken["why"]?.string)
            let error = #expect(throws: MarkupError.self, "\(why)") {
                try MarkupDocument(parsing: broken["xml"]?.string ?? "")
            }
            #expect(error?.place.line == broken["line"]?.integer, "\(why): \(error?.description ?? "")")
            #expect(error?.place.column == broken["column"]?.integer, "\(why): \(error?.description ?? "")")
        }
    }

    @Test func `columns count characters, not bytes`() throws {
        let error = #expect(throws: MarkupError.self) { try MarkupDocument(parsing: "<View>\nüß😊 & </View>") }
        #expect(error?.place == MarkupPlace(line: 2, column: 5))
    }

    @Test(arguments: [
        "<a>\u{1}</a>", "<a b='\u{0}'/>", "<a>\u{FFFE}</a>", "<a>&#xFFFF;</a>", "<a>]]></a>", "<a><!-- -- --></a>",
    ])
    func `what XML does not allow is refused`(text: String) {
        #expect(throws: MarkupError.self) { try MarkupDocument(parsing: text) }
    }

    @Test func `deep and long documents are refused, not trusted`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(try LabelConfig(parsing: nested(128)).validate().count == 128)
        let deep = #expect(throws: MarkupError.self) { try MarkupDocument(parsing: nested(100_000)) }
        #expect(deep?.reason == .tooDeep(limit: 128))
        let long = #expect(throws: MarkupError.self) {
            try MarkupDocument(parsing: "<a>" + String(repeating: "x", count: 17 << 20) + "</a>")
        }
        #expect(long?.reason == .tooLong(limit: 16 << 20))
    }

    @Test func `comments, sections and unknown attributes survive printing`() throws {
        let text =
            "<!-- before --><View aria-label=\"x\"><!-- in --><Code><![CDATA[a < b && c]]></Code></View><!-- after -->"
        let document = try MarkupDocument(parsing: text)
        #expect(document.before == [" before "] && document.after == [" after "])
        #expect(document.printed.contains("<![CDATA[a < b && c]]>"))
        #expect(try MarkupDocument(parsing: document.printed) == document)
    }

    @Test func `no mutation of a config crashes the reader, and what it reads it can print`() throws {
        let seeds = try Samples.fixtures.map { Array(try Samples.text($0).utf8) }
        let pieces = [
            "<", ">", "&", "\"", "'", "/>", "</View>", "<![CDATA[", "]]>", "<!--", "-->", "&#x", "$", "<?", "\u{0}",
        ]
        var random = Seeded(state: 42)
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0...Int.random(in: 0..<3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<20, using: &random)))
                default: bytes.removeSubrange(place...)
                }
            }
            guard let config = try? LabelConfig(parsing: String(decoding: bytes, as: UTF8.self)) else { continue }
            accepted += 1
            _ = config.validate()
            _ = config.parsedLabelConfig
            _ = config.sampleTask()
            #expect(try MarkupDocument(parsing: config.printed) == config.document)
        }
        #expect(accepted > 1_000)
    }

    static func tree(_ element: MarkupElement) -> JSONValue {
        var attributes = JSONObject()
        for attribute in element.attributes { attributes[attribute.key] = .string(attribute.value) }
        var node = JSONObject([
            ("tag", .string(element.name)), ("attributes", .object(attributes)),
            ("children", .array(element.elements.map(tree))),
        ])
        if !element.text.isEmpty { node.append("text", .string(element.text)) }
        return .object(node)
    }
}
