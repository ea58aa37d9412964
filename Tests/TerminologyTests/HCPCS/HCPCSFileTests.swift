import Testing

@testable import Terminology

struct HCPCSFileTests {
    static let file = "hcpcs-2020/HCPC2020_ANWEB_w_disclaimer.txt"

    @Test(.enabled(if: CodeSamples.has(file), "no HCPCS file in the sample data"))
    func `every record of the real file is a concept with its joined description`() throws {
        let drafts = try CodeSamples.read(HCPCSImporter.self, CodeSamples.path("hcpcs-2020"))
        #expect(drafts.count == 1 && drafts[0].warnings.isEmpty)
        let view = DraftView(drafts[0].draft)
        #expect(view.draft.identity.version == "2020")
        var longs: [String: [String]] = [:]
        var shorts: [String: String] = [:]
        for line in try CodeSamples.bytes(Self.file).split(separator: 0x0A) where line.count > 12 {
            let columns = Array(line)
            guard [0x33, 0x34, 0x37, 0x38].contains(columns[10]), columns[5...9].allSatisfy({ 0x30...0x39 ~= $0 })
            else {
                continue
            }
            func text(_ range: Range<Int>) -> String {
                String(decoding: columns[range.clamped(to: 0..<columns.count)], as: UTF8.self)
                    .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            let code = text(0..<5)
            longs[code, default: []].append(text(11..<91))
            if columns[10] == 0x33 || columns[10] == 0x37 { shorts[code] = text(91..<119) }
        }
        #expect(longs.count == 6710 + 369)
        var wrong: [String] = []
        for (code, parts) in longs {
            let title = view.title(code)?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let expected = parts.filter { !$0.isEmpty }.joined(separator: " ")
            let short = view.texts(code, .short).first?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if title != expected || (short ?? expected) != shorts[code] { wrong.append(code) }
        }
        #expect(wrong.isEmpty)
        #expect(view.codes.filter { view.flags($0) == [] }.count == 615)
        #expect(view.flags("A0021") == [.active, .selectable])
        #expect(view.parent("A0021") == "A" && view.parent("AD") == "Modifiers" && view.parent("A") == nil)
        #expect(view.title("AD")?.hasSuffix("more than four concurrent anesthesia procedures") == true)
        #expect(view.values("E0100", "Coverage") == ["D: special coverage instructions apply"])
        #expect(view.values("E0100", "BETOS") == ["D1E: Other DME"])
        #expect(view.values("E0100", "Coverage issues manual") == ["60-3", "60-9"])
        #expect(view.values("E0100", "Type of service").count == 3)
        let maps = view.draft.maps
        let q = try #require((0..<maps.count).first { view.codes[Int(maps.source[$0])] == "C9014" })
        #expect(view.draft.strings[Int(maps.targetCode[q])] == "J0567" && maps.relation[q] == .replacedBy)
    }

    @Test func `a table saved as text says the same as fixed columns`() throws {
        let table = #"""
            HCPCS notes of the quarter
            HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,XREF1,XREF2,COV,ADD DT,ACT EFF DT,TERM DT,ACTION CD
            J1100,00100,3,"Injection, dexamethasone",Dexamethasone,51,,,D,20020101,1/1/2010,,N
            J1100,00200,4,"phosphate, ""1 mg""",,,,,,,,,
            A4550,00100,3,Surgical trays,Trays,00,J1100,,I,19860101,20240101,12/31/2023,D
            GA,00100,7,Waiver on file,Waiver,,,,,20020101,20020101,,N
            """#
        let drafts = try CodeSamples.read(HCPCSImporter.self, ["HCPC2024_JUL_ANWEB.csv": Array(table.utf8)])
        let view = DraftView(drafts[0].draft)
        #expect(view.draft.identity.version == "2024-07")
        #expect(view.title("J1100") == "Injection, dexamethasone phosphate, \"1 mg\"")
        #expect(view.values("J1100", "Action effective") == ["20100101"])
        #expect(view.values("J1100", "Pricing indicator") == ["51: drugs"])
        #expect(view.flags("A4550") == [] && view.flags("GA")?.contains(.active) == true)
        #expect(view.parent("GA") == "Modifiers")
        #expect(view.draft.maps.count == 1)
    }

    @Test(arguments: [
        ("J1100,00200,4,lost,", 2, "code"), ("J1100,00100,3,,", 2, "long description"),
        ("J11,00100,3,x,", 2, "code"), ("J1100,00100,3,a", 2, ""), ("J1100,00100,3,a,\nJ1100,00100,3,a,", 3, "code"),
    ])
    func `a wrong row is told with its line and column`(rows: String, line: Int, column: String) throws {
        let table = "HCPC,SEQNUM,RECID,LONG DESCRIPTION,TERM DT\n\(rows)\n"
        let failure = #expect(throws: ImportFailure.self) {
            try CodeSamples.read(HCPCSImporter.self, ["hcpc2024.csv": Array(table.utf8)])
        }
        #expect(failure?.problems.first?.line == line && failure?.problems.first?.column == column)
    }
}
