import Foundation
import Testing

@testable import Terminology

/// The real files of ICD-10-CM and ICD-10-PCS.
struct ICD10CMFilesTests {
    static let order = "icd10cm-2026/icd10cm_order_2026.txt"
    static let codes = "icd10cm-2026/icd10cm_codes_2026.txt"
    static let tabular = "icd10cm-tabular-2021/icd10cm_tabular_2021.xml"
    /// Two tests compare with it.
    private static let listAlone = Result {
        try CodeSamples.read(ICD10CMImporter.self, CodeSamples.path("icd10cm-tabular-2021"))
    }
    static let procedures = "icd10pcs-2026/icd10pcs_order_2026.txt"

    @Test(.enabled(if: CodeSamples.has(order), "no ICD-10-CM order file in the sample data"))
    func `every row of the order file is a concept with its flag and both titles, below its longest beginning`() throws
    {
        let drafts = try CodeSamples.read(ICD10CMImporter.self, CodeSamples.path("icd10cm-2026"))
        #expect(drafts.count == 1)
        let view = DraftView(drafts[0].draft)
        #expect(view.draft.identity.version == "2026")
        let lines = try CodeSamples.lines(Self.order)
        #expect(lines.count == 98186)
        #expect(view.codes.count == lines.count + 22)
        var wrong: [String] = []
        var known: Set<Substring> = []
        for line in lines { known.insert(line.dropFirst(6).prefix { $0 != " " }) }
        for line in lines {
            let plain = line.dropFirst(6).prefix { $0 != " " }
            let code = ICDCode.dotted(plain)
            let isBillable = line.dropFirst(14).first == "1"
            let long = String(line.dropFirst(77))
            var short = String(line.dropFirst(16).prefix(60))
            while short.hasSuffix(" ") { short.removeLast() }
            guard let row = view.rows[code] else {
                Issue.record("\(code) is missing")
                continue
            }
            let flags: ConceptFlags = isBillable ? [.active, .selectable, .billable] : .active
            let names = view.names[row]
            if view.draft.concepts.flags[row] != flags || names.first?.text != long || names.first?.kind != .preferred
                || !names.contains(where: { $0.text == short })
            {
                wrong.append(code)
            }
            var parent: String?
            for length in stride(from: plain.count - 1, through: 3, by: -1) where parent == nil {
                if known.contains(plain.prefix(length)) { parent = ICDCode.dotted(plain.prefix(length)) }
            }
            let expected = parent ?? ICD10CMChapters.of(plain).map { String($0.number) }
            if view.parents[code] != expected.map({ [$0] }) { wrong.append(code) }
        }
        #expect(wrong.isEmpty)
        #expect(view.draft.concepts.flags.count { $0.contains(.billable) } == 74719)
        #expect(drafts[0].warnings.contains { $0.file.contains("addenda") })
    }

    @Test(.enabled(if: CodeSamples.has(codes), "no ICD-10-CM codes file in the sample data"))
    func `a codes file alone is enough`() throws {
        let drafts = try CodeSamples.read(ICD10CMImporter.self, CodeSamples.path(Self.codes))
        let view = DraftView(drafts[0].draft)
        #expect(view.codes.count == 74719 + 22)
        #expect(view.title("J45.909") == "Unspecified asthma, uncomplicated")
        #expect(view.parent("J45.909") == "10")
    }

    @Test(.enabled(if: CodeSamples.has(tabular), "no ICD-10-CM tabular list in the sample data"))
    func `the hierarchy is the tabular list's, seventh characters are expanded`() throws {
        let drafts = try Self.listAlone.get()
        // The folder holds a chapter of another year too.
        #expect(drafts.map(\.draft.identity.version) == ["2021"])
        let view = DraftView(drafts[0].draft)
        let expected = try PlainTabular(CodeSamples.bytes(Self.tabular))
        #expect(expected.parents.count == 22 + 296 + 45017)
        #expect(expected.parents.filter { view.parent($0) != $1 }.isEmpty)
        #expect(expected.titles.filter { view.title($0) != $1 }.isEmpty)
        #expect(expected.titles.count == expected.parents.count)
        // The reference expansion has 95 430 codes, 72 of which the note at S06 takes away.
        #expect(view.codes.count == 22 + 296 + 95430 - 72)
        #expect(view.flags("S06.0X7D") == nil && view.flags("S06.2X7A") != nil && view.flags("S06.2X6D") != nil)
        #expect(view.title("T07.XXXA") == "Unspecified multiple injuries, initial encounter")
        #expect(view.parent("T07.XXXA") == "T07")
        #expect(view.flags("T07") == .active)
        #expect(view.texts("E10.10", .synonym).isEmpty)
        #expect(view.texts("J45.20", .synonym).contains("Mild intermittent asthma NOS"))
        #expect(view.values("S06", "7th character").first == "A: initial encounter")
        #expect(view.values("1", "Includes") == ["diseases generally recognized as communicable or transmissible"])
        #expect(view.properties.contains { $0.contains { $0.value.contains("6/18 | ") } })
        #expect(view.tag("B20-B20") == "section" && view.tag("B20") == "code")
        let notes = expected.notes
        #expect(notes.count > 9000)
        let lost = notes.filter { code, texts in
            let values = view.rows[code].map { view.properties[$0].map(\.value) } ?? []
            return values.filter { texts.contains($0) }.count < texts.count
        }
        #expect(lost.isEmpty)
    }

    @Test(.enabled(if: CodeSamples.has(tabular), "no ICD-10-CM tabular list in the sample data"))
    func `an order file beside the list of its year keeps the list's hierarchy`() throws {
        let bytes = try CodeSamples.bytes(Self.tabular)
        var problems = ProblemList()
        let list = try ICD10CMTabular(bytes, name: "list.xml", &problems)
        // The order file of that year is not public any more: made from the list, in ASCII as the real ones.
        var order = ""
        for (index, entry) in list.expanded().enumerated() {
            let number = String(String(100_001 + index).dropFirst())
            let code = entry.row.code.padding(toLength: 7, withPad: " ", startingAt: 0)
            let title = String(entry.row.long.unicodeScalars.map { $0.isASCII ? Character($0) : "e" })
            let short = String(title.prefix(60)).padding(toLength: 60, withPad: " ", startingAt: 0)
            order += "\(number) \(code) \(entry.row.isBillable ? 1 : 0) \(short) \(title)\r\n"
        }
        let drafts = try CodeSamples.read(
            ICD10CMImporter.self, ["icd10cm_tabular_2021.xml": bytes, "icd10cm_order_2021.txt": Array(order.utf8)])
        let alone = try Self.listAlone.get()
        #expect(drafts.count == 1 && alone.count == 1)
        let view = DraftView(drafts[0].draft)
        let expected = DraftView(alone[0].draft)
        #expect(view.parents == expected.parents && view.children == expected.children)
        #expect(view.codes.filter { view.flags($0) != expected.flags($0) }.isEmpty)
        // The list has H54.512A below H54.511.
        #expect(drafts[0].warnings.count == 1 && drafts[0].warnings.first?.reason.contains("H54.512A") == true)
        #expect(view.title("H81.0") == "Meniere's disease")
        #expect(view.texts("H81.0", .synonym).contains("Ménière's disease"))
    }

    @Test(.enabled(if: CodeSamples.has(tabular) && CodeSamples.has(order), "no ICD-10-CM files in the sample data"))
    func `files of two years become two releases`() throws {
        let drafts = try CodeSamples.read(
            ICD10CMImporter.self,
            [
                "icd10cm_tabular_2021.xml": CodeSamples.bytes(Self.tabular),
                "icd10cm_order_2026.txt": CodeSamples.bytes(Self.order),
            ])
        #expect(drafts.map(\.draft.identity.version) == ["2021", "2026"])
        #expect(drafts[1].warnings.contains { $0.reason.contains("several years") })
    }

    @Test(.enabled(if: CodeSamples.has(procedures), "no ICD-10-PCS order file in the sample data"))
    func `every row of the procedures' order file is a concept with both titles below its table`() throws {
        let drafts = try CodeSamples.read(ICD10PCSImporter.self, CodeSamples.path("icd10pcs-2026"))
        let view = DraftView(drafts[0].draft)
        let lines = try CodeSamples.lines(Self.procedures)
        #expect(lines.count == 80029)
        var wrong: [String] = []
        for line in lines {
            let code = String(line.dropFirst(6).prefix { $0 != " " })
            let long = String(line.dropFirst(77))
            var short = String(line.dropFirst(16).prefix(60))
            while short.hasSuffix(" ") { short.removeLast() }
            guard let row = view.rows[code] else {
                Issue.record("\(code) is missing")
                continue
            }
            let parent = code.count == 7 ? String(code.prefix(3)) : String(code.prefix(2))
            if view.names[row].first?.text != long || !view.names[row].contains(where: { $0.text == short })
                || view.parents[code] != [parent]
                || view.draft.concepts.flags[row].contains(.billable) != (code.count == 7)
            {
                wrong.append(code)
            }
        }
        #expect(wrong.isEmpty)
        #expect(view.codes.filter { $0.count == 1 }.count == 17)
        #expect(view.title("0") == "Medical and Surgical")
        #expect(view.title("00") == "Central Nervous System and Cranial Nerves")
        #expect(view.title("0X") == "Anatomical Regions, Upper Extremities")
        #expect(view.title("B0") == "Central Nervous System" && view.title("X0") == "Nervous System")
        #expect(view.parent("00") == "0" && view.parent("0") == nil)
    }
}

/// The tabular list once more, read as plainly as can be: lines of one element each.
private struct PlainTabular {
    var parents: [String: String?] = [:]
    var titles: [String: String] = [:]
    var notes: [String: [String]] = [:]

    init(_ bytes: [UInt8]) throws {
        var stack: [String] = []
        var elements: [String] = []
        for part in String(decoding: bytes, as: UTF8.self).split(separator: "<").dropFirst() {
            guard let close = part.firstIndex(of: ">") else { continue }
            let tag = part[..<close]
            if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
            let name = tag.prefix { !$0.isWhitespace }
            if name.hasPrefix("/") {
                let ended = elements.removeLast()
                if ended == "diag" || ended == "section" || ended == "chapter" { stack.removeLast() }
                continue
            }
            elements.append(String(name))
            let raw = part[part.index(after: close)...]
            let text = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
            switch name {
            case "chapter", "diag": stack.append("")
            case "section":
                let id = tag.split(separator: "\"")[1]
                let code = id.contains("-") ? String(id) : "\(id)-\(id)"
                parents[code] = stack.last
                stack.append(code)
            case "name" where !stack.isEmpty:
                parents[text] = .some(stack.dropLast().last)
                stack[stack.count - 1] = text
            case "desc"
            where elements.count > 1 && elements[elements.count - 2] != "chapter"
                || name == "desc" && stack.count == 1:
                titles[stack[stack.count - 1]] = text
            case "note" where !stack.isEmpty && !elements.contains("sevenChrDef"):
                notes[stack[stack.count - 1], default: []].append(text)
            default: break
            }
        }
    }
}
