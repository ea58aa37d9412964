import Testing

@testable import Terminology

struct XMLScannerTests {
    private func events(_ bytes: [UInt8]) throws -> [XMLEvent] {
        var scanner = try XMLScanner(bytes)
        var events: [XMLEvent] = []
        while true {
            let event = try scanner.next()
            if event == .finish { return events }
            events.append(event)
        }
    }

    private func events(_ text: String) throws -> [XMLEvent] { try events(Array(text.utf8)) }

    @Test func `elements, text, entities and CDATA come in order`() throws {
        let text =
            "\u{FEFF}<?xml version='1.0'?><!-- a --><a b='1 &lt; 2' c=\"&#x41;&#66;\">x&amp;y<b/><![CDATA[<&]]></a>\n"
        #expect(
            try events(text) == [
                .start("a"), .text("x&y"), .start("b"), .end("b"), .text("<&"), .end("a"),
            ])
        var scanner = try XMLScanner(Array(text.utf8))
        _ = try scanner.next()
        #expect(scanner.attribute("b") == "1 < 2" && scanner.attribute("c") == "AB" && scanner.attribute("d") == nil)
    }

    @Test func `a document type is passed over and nothing it declares is known`() throws {
        let bomb = """
            <!DOCTYPE a SYSTEM "http://example.org/a.dtd" [<!ENTITY b "ha"> <!ENTITY c "&b;&b;"> <!-- ]> ' -->]>
            <a>&c;</a>
            """
        let problem = #expect(throws: XMLProblem.self) { try events(bomb) }
        #expect(problem?.line == 2 && problem?.reason.contains("&c;") == true)
        #expect(try events(bomb.replacing("&c;", with: "c")) == [.start("a"), .text("c"), .end("a")])
    }

    @Test(arguments: [
        ("<a>", "ends inside <a>"), ("<a></b>", "closes <a>"), ("</a>", "closes nothing"), ("", "no element"),
        ("<a/><b/>", "second root"), ("<a b/>", "no value"), ("<a b=c/>", "not quoted"), ("<a b='1' b='2'/>", "twice"),
        ("<a b='<'/>", "holds a <"), ("x<a/>", "outside"), ("<a>&nbsp;</a>", "&nbsp;"), ("<a>&#0;</a>", "&#0;"),
        ("<a>&#xD800;</a>", "not known"), ("<a>& </a>", "begins no entity"), ("<1/>", "name"),
        ("<a b='1'c='2'/>", "blank"),
        ("<a><!-- </a>", "comment"), ("<!DOCTYPE a [<a/>", "document type"), ("<a/><!DOCTYPE a>", "after the root"),
        ("<a>\u{1}</a>", "control"), ("<?xml version='1.0' encoding='EBCDIC'?><a/>", "ebcdic"),
    ])
    func `what is no XML is refused with a reason`(text: String, reason: String) {
        let problem = #expect(throws: XMLProblem.self) { try events(text) }
        #expect(problem?.reason.contains(reason) == true)
    }

    @Test func `the line of a problem is told`() {
        let problem = #expect(throws: XMLProblem.self) { try events("<a>\n<!-- \n -->\n<b c='\n'>\n</a>") }
        #expect(problem?.line == 6)
    }

    @Test func `depth, names and attributes are limited`() {
        let deep = String(repeating: "<a>", count: 300)
        #expect(throws: XMLProblem.self) { try events(deep) }
        #expect(throws: XMLProblem.self) { try events("<\(String(repeating: "a", count: 300))/>") }
        let many = (0..<100).map { " a\($0)=''" }.joined()
        #expect(throws: XMLProblem.self) { try events("<a\(many)/>") }
    }

    @Test func `other encodings are read by their declaration, wrong bytes refused`() throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>M".utf8)
        #expect(try events(head + [0xE9] + Array("n</a>".utf8))[1] == .text("Mén"))
        #expect(throws: XMLProblem.self) { try events(Array("<a>M".utf8) + [0xE9] + Array("n</a>".utf8)) }
        #expect(throws: XMLProblem.self) { try events(Array("<a>".utf8) + [0xC0, 0x80] + Array("</a>".utf8)) }
        #expect(throws: XMLProblem.self) { try events(Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8)) }
        #expect(throws: XMLProblem.self) { try events([0xFF, 0xFE, 0x3C, 0]) }
    }
}
