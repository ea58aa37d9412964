import Foundation
import Testing

@testable import Terminology

/// Files that were cut off, bent or stripped of columns: a report, or a release that is whole, never a crash.
struct BentFilesTests {
    struct Sample: CustomTestStringConvertible {
        var importer: any ReleaseImporter.Type
        var name: String
        var bytes: [UInt8]
        var testDescription: String { name }
    }

    static let order: [UInt8] = {
        var text = ""
        let rows = [
            ("A00", 0, "Cholera"), ("A000", 1, "Cholera due to Vibrio cholerae 01"),
            ("A009", 1, "Cholera, unspecified"),
            ("S060", 0, "Concussion"), ("S060X0", 0, "Concussion without loss of consciousness"),
            ("S060X0A", 1, "Concussion without loss of consciousness, initial encounter"), ("T07", 0, "Injuries"),
            ("T07XXXA", 1, "Injuries, initial encounter"),
        ]
        for (index, row) in rows.enumerated() {
            let number = String(String(100001 + index).dropFirst())
            let code = row.0 + String(repeating: " ", count: 7 - row.0.count)
            let short = row.2 + String(repeating: " ", count: 60 - min(60, row.2.count))
            text += "\(number) \(code) \(row.1) \(short) \(row.2)\r\n"
        }
        return Array(text.utf8)
    }()

    static let procedures = Array(
        String(decoding: order, as: UTF8.self).replacing("A00 ", with: "001 ").replacing("A000   ", with: "0016070")
            .replacing("A009   ", with: "0016071").replacing("S060   ", with: "0016072")
            .replacing("S060X0 ", with: "0016073").replacing("S060X0A", with: "0016074")
            .replacing("T07    ", with: "002    ").replacing("T07XXXA", with: "0020XZZ").utf8)

    static let tabular = Array(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <ICD10CM.tabular><version>2030</version><chapter><name>19</name><desc>Injury &amp; more (S00-T88)</desc>
        <section id="S00-S09"><desc>Head</desc><diag><name>S06</name><desc>Injury</desc>
        <sevenChrNote><note>to each code</note></sevenChrNote>
        <sevenChrDef><extension char="A">initial</extension><extension char="S">sequela</extension></sevenChrDef>
        <notes><note>7th characters D and S do not apply to codes in category S06 with 6th character 7 - death</note></notes>
        <diag placeholder="true"><name>S06.0X</name><desc>Concussion</desc><diag><name>S06.0X7</name><desc>Dead</desc></diag>
        <diag><name>S06.0X1</name><desc>Awake</desc><inclusionTerm><note>Commotio</note></inclusionTerm></diag></diag>
        </diag></section></chapter></ICD10CM.tabular>
        """.utf8)

    static let samples: [Sample] = [
        Sample(importer: ICD10CMImporter.self, name: "icd10cm_order_2030.txt", bytes: order),
        Sample(importer: ICD10CMImporter.self, name: "icd10cm_tabular_2030.xml", bytes: tabular),
        Sample(importer: ICD10PCSImporter.self, name: "icd10pcs_order_2030.txt", bytes: procedures),
        Sample(importer: ClaMLImporter.self, name: "icd10.xml", bytes: Array(ClaMLImporterTests.sample.utf8)),
        Sample(
            importer: HCPCSImporter.self, name: "HCPC2030.csv",
            bytes: Array("HCPC,SEQNUM,RECID,LONG DESCRIPTION\nJ1100,00100,3,\"a, b\"\nJ1100,00200,4,c\n".utf8)),
        Sample(importer: HCPCSImporter.self, name: "HCPC2030_ANWEB.txt", bytes: hcpcs),
        Sample(importer: CPTImporter.self, name: "LONGULT.txt", bytes: Array(CPTImporterTests.long.utf8)),
        Sample(importer: CPTImporter.self, name: "LONGULF.txt", bytes: Array(CPTImporterTests.fixed.utf8)),
    ]

    static let hcpcs: [UInt8] = {
        func line(_ head: String, _ long: String, _ tail: String = "") -> String {
            let text = head + long + String(repeating: " ", count: 80 - long.count) + tail
            return text + (tail.isEmpty ? "" : String(repeating: " ", count: 320 - text.count)) + "\r\n"
        }
        return Array(
            ("A disclaimer\r\n" + line("   AD001007", "Supervision of more than four", "Supervision")
                + line("   AD002008", "procedures") + line("A4550001003", "Surgical trays", "Trays")).utf8)
    }()

    /// Reads what an importer recognises; whatever is thrown must be a report.
    @discardableResult
    private func read(_ sample: Sample, _ bytes: [UInt8], _ folder: URL) throws -> ReleaseDraft? {
        let file = folder.appendingPathComponent(sample.name)
        try Data(bytes).write(to: file)
        do {
            let source = try ReleaseSource(path: file.path)
            guard try sample.importer.recognises(source) else { return nil }
            var drafts: [ReleaseDraft] = []
            try sample.importer.read(source, ReleaseRequest(), progress: ImportProgress()) { draft, _ in
                _ = DraftView(draft)
                drafts.append(draft)
            }
            return drafts.first
        } catch let failure as ImportFailure {
            #expect(failure.problems.allSatisfy { !$0.file.isEmpty && !$0.reason.isEmpty } && failure.count > 0)
            return nil
        }
    }

    @Test(arguments: samples)
    func `no bent file brings an importer down`(sample: Sample) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bent-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try read(sample, sample.bytes, folder) != nil)
        var random = SplitMix(seed: 7)
        for cut in stride(from: 0, to: sample.bytes.count, by: max(1, sample.bytes.count / 60)) {
            try read(sample, Array(sample.bytes.prefix(cut)), folder)
        }
        for _ in 0..<120 {
            var bytes = sample.bytes
            for _ in 0...Int(random.next() % 4) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
                }
                if bytes.isEmpty { break }
            }
            try read(sample, bytes, folder)
        }
    }

    @Test func `seventh characters follow the note that excepts some`() throws {
        let drafts = try CodeSamples.read(ICD10CMImporter.self, ["icd10cm_tabular_2030.xml": Self.tabular])
        let view = DraftView(drafts[0].draft)
        #expect(view.children["S06.0X7"] == ["S06.0X7A"] && view.children["S06.0X1"] == ["S06.0X1A", "S06.0X1S"])
        #expect(view.title("S06.0X1A") == "Awake, initial" && view.title("19") == "Injury & more (S00-T88)")
        #expect(view.flags("S06.0X1") == .active)
    }

    @Test func `the alphabetic index gives codes further names`() throws {
        let index = """
            <?xml version="1.0" encoding="utf-8"?>
            <ICD10CM.index><version>2030</version><title>INDEX</title><letter><title>B</title>
            <mainTerm><title>Blow <nemod>(any)</nemod></title><see>Injury</see>
            <term level="1"><title>to head</title><code>S06.0X1-</code><manif>[A00]</manif>
            <term level="2"><title>late</title><code>S06.0X1S</code></term></term>
            <term level="1"><title>elsewhere</title><code>Z99.9</code></term></mainTerm></letter></ICD10CM.index>
            """
        let drafts = try CodeSamples.read(
            ICD10CMImporter.self,
            ["icd10cm_tabular_2030.xml": Self.tabular, "icd10cm_index_2030.xml": Array(index.utf8)])
        let view = DraftView(drafts[0].draft)
        #expect(view.texts("S06.0X1", .synonym) == ["Commotio", "Blow, to head"])
        #expect(view.texts("S06.0X1S", .synonym) == ["Blow, to head, late"])
        let other = try CodeSamples.read(
            ICD10CMImporter.self,
            [
                "icd10cm_tabular_2030.xml": Self.tabular,
                "icd10cm_index_2031.xml": Array(index.replacing("2030", with: "2031").utf8),
            ])
        #expect(DraftView(other[0].draft).texts("S06.0X1", .synonym) == ["Commotio"])
        #expect(other[0].warnings.contains { $0.file == "icd10cm_index_2031.xml" })
    }

    @Test func `an order file takes its notes and chapters from the list of its year`() throws {
        let drafts = try CodeSamples.read(
            ICD10CMImporter.self, ["icd10cm_tabular_2030.xml": Self.tabular, "icd10cm_order_2030.txt": Self.order])
        #expect(drafts.count == 1)
        let view = DraftView(drafts[0].draft)
        // The order file has neither S06 nor S06.0X: what hangs below them climbs to the section.
        #expect(view.parent("S06.0X0A") == "S06.0X0" && view.parent("S06.0") == "S00-S09" && view.parent("A00") == "1")
        #expect(drafts[0].warnings.contains { $0.reason.contains("S06.0X7 is not in") })
        #expect(drafts[0].warnings.contains { $0.reason.contains("A00.0 is not in") })
    }

    @Test(arguments: [
        ("00003", "00004", 3, "order number"), ("A009   ", "A000   ", 3, "code"), ("A009    1", "A009    7", 3, "flag"),
        ("A009   ", "a009   ", 3, "code"), ("A000    1 Cholera", "A000    1 \u{7}holera", 2, "title"),
    ])
    func `an order file's wrong column is told with its line`(part: String, other: String, line: Int, column: String)
        throws
    {
        let text = String(decoding: Self.order, as: UTF8.self).replacing(part, with: other)
        let failure = #expect(throws: ImportFailure.self) {
            try CodeSamples.read(ICD10CMImporter.self, ["icd10cm_order_2030.txt": Array(text.utf8)])
        }
        #expect(failure?.problems.first?.line == line && failure?.problems.first?.column == column)
    }
}

/// Random numbers that are the same every time.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
