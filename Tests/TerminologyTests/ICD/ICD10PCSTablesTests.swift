import Testing

@testable import Terminology

struct ICD10PCSTablesTests {
    private static let tables = """
        <?xml version="1.0" encoding="utf-8"?>
        <ICD10PCS.tabular><version>2030</version><title>Tables</title>
        <pcsTable><axis pos="1" values="1"><title>Section</title><label code="0">Medical and Surgical</label></axis>
        <axis pos="2" values="1"><title>Body System</title><label code="0">Central</label></axis>
        <axis pos="3" values="1"><title>Operation</title><label code="1">Bypass</label>
        <definition>Another route</definition></axis>
        <pcsRow codes="2"><axis pos="4" values="1"><title>Body Part</title><label code="6">Ventricle</label></axis>
        <axis pos="5" values="1"><title>Approach</title><label code="0">Open</label></axis>
        <axis pos="6" values="1"><title>Device</title><label code="7">Tissue</label></axis>
        <axis pos="7" values="2"><title>Qualifier</title><label code="0">Nose</label><label code="1">Ear</label></axis>
        </pcsRow></pcsTable></ICD10PCS.tabular>
        """

    private static func order(_ rows: [(String, String)]) -> String {
        rows.enumerated().map { index, row in
            let code = row.0 + String(repeating: " ", count: 7 - row.0.count)
            let short = row.1 + String(repeating: " ", count: 60 - row.1.count)
            return "\(String(100001 + index).dropFirst()) \(code) \(row.0.count == 7 ? 1 : 0) \(short) \(row.1)\r\n"
        }.joined()
    }

    @Test func `tables give body parts as a level and each code its axes`() throws {
        let order = Self.order([
            ("001", "Central, Bypass"), ("0016070", "Bypass to Nose"), ("0016071", "Bypass to Ear"),
            ("0016072", "Bypass to nowhere"),
        ])
        let drafts = try CodeSamples.read(
            ICD10PCSImporter.self,
            ["icd10pcs_order_2030.txt": Array(order.utf8), "icd10pcs_tables_2030.xml": Array(Self.tables.utf8)])
        let view = DraftView(drafts[0].draft)
        #expect(view.title("0016") == "Ventricle" && view.parent("0016") == "001" && view.tag("0016") == "body part")
        #expect(view.parent("0016070") == "0016" && view.values("0016071", "Qualifier") == ["Ear"])
        #expect(view.values("0016070", "Approach") == ["Open"] && view.values("001", "Definition") == ["Another route"])
        #expect(view.title("00") == "Central" && view.flags("0016") == .active)
        #expect(drafts[0].warnings.map(\.reason) == ["character 7 of 0016072 is not in icd10pcs_tables_2030.xml"])
    }

    @Test func `tables of another year are passed over`() throws {
        let drafts = try CodeSamples.read(
            ICD10PCSImporter.self,
            [
                "icd10pcs_order_2031.txt": Array(Self.order([("001", "Central, Bypass"), ("0016070", "Bypass")]).utf8),
                "icd10pcs_tables_2030.xml": Array(Self.tables.utf8),
            ])
        #expect(DraftView(drafts[0].draft).parent("0016070") == "001" && drafts[0].warnings.count == 1)
    }
}
