import Testing

@testable import Terminology

/// Invented codes and texts in the layouts of the American Medical Association's files.
struct CPTImporterTests {
    static let notice = "CPT 2031 copyright notice of an owner.\r\nAll rights reserved.\r\n\r\n"
    static let long = notice + "0001F\tHeart check assessed\r\n00100\tAnesthesia, salivary\r\n43999\tMénière repair\r\n"
    static let fixed =
        notice + "0001F01 Heart check\r\n0001F02 assessed\r\n0010001 Anesthesia, salivary\r\n0042T01 New thing\r\n"
    static let medium =
        notice + "0001F HEART CHECK ASSESSED\r\n00100 ANESTHESIA SALIVARY GLANDS PROCEDURE\r\n43999 REPAIR\r\n"
    static let short = notice + "0001F HRT CHK\r\n00100 ANESTH SALIVARY\r\n43999 RPR\r\n"
    static let consumer = "Concept Id\tCPT Code\tConsumer Friendly Descriptor\r\n1\t00100\tBeing put to sleep\r\n"
    static let clinician =
        "Concept Id|CPT Code|Clinician Descriptor Id|Clinician Descriptor\r\n1|00100|7|Anesthesia for salivary gland\r\n"

    private func read(_ files: [String: String]) throws -> (view: DraftView, warnings: [ImportProblem]) {
        let drafts = try CodeSamples.read(CPTImporter.self, files.mapValues { Array($0.utf8) })
        #expect(drafts.count == 1)
        return (DraftView(drafts[0].draft), drafts[0].warnings)
    }

    @Test func `all files together give each code its names and its section`() throws {
        let (view, warnings) = try read([
            "LONGULT.txt": Self.long, "LONGULF.txt": Self.fixed, "MEDU.txt": Self.medium, "SHORTU.txt": Self.short,
            "ConsumerDescriptor.txt": Self.consumer, "ClinicianDescriptor.txt": Self.clinician,
        ])
        #expect(view.title("0001F") == "Heart check assessed" && view.title("43999") == "Ménière repair")
        #expect(view.texts("00100", .short) == ["ANESTHESIA SALIVARY GLANDS PROCEDURE", "ANESTH SALIVARY"])
        #expect(view.texts("00100", .consumer) == ["Being put to sleep"])
        #expect(view.texts("00100", .synonym) == ["Anesthesia for salivary gland"])
        #expect(view.parent("00100") == "ANESTHESIA" && view.parent("ANESTHESIA") == "CATEGORY-I")
        #expect(view.parent("43999") == "DIGESTIVE" && view.parent("DIGESTIVE") == "SURGERY")
        #expect(view.parent("0001F") == "CATEGORY-II" && view.parent("0042T") == "CATEGORY-III")
        #expect(view.flags("SURGERY") == .active && view.flags("43999")?.contains(.selectable) == true)
        #expect(warnings.map(\.reason) == ["0042T has no longer description"])
        let identity = view.draft.identity
        #expect(identity.version == "2031" && !identity.licence.isRedistributable)
        #expect(identity.licence.notice == "CPT 2031 copyright notice of an owner. All rights reserved.")
    }

    @Test func `each file of descriptions is enough alone`() throws {
        for (name, text) in ["LONGULF.txt": Self.fixed, "MEDU.txt": Self.medium, "SHORTU.txt": Self.short] {
            let (view, _) = try read([name: text])
            #expect(view.title("0001F")?.lowercased().hasPrefix("h") == true)
        }
        let (bare, _) = try read(["LONGULF.txt": String(Self.fixed.dropFirst(Self.notice.count))])
        #expect(bare.title("0001F") == "Heart check assessed")
    }

    @Test(arguments: [
        ("0001F\tA\r\n0001F\tB\r\n", 2, "code"), ("0001F\tA\r\nnotes\r\n", 2, "code"),
        ("0001F\tA\r\n0002F\t\r\n", 2, "description"), ("0001F\tA\r\n0002F B\r\n", 2, ""),
        ("0001F01 A\r\n0001F03 B\r\n", 2, "sequence"),
    ])
    func `a wrong line is told with its number`(text: String, line: Int, column: String) throws {
        let failure = #expect(throws: ImportFailure.self) { try read(["CPT.txt": text]) }
        #expect(failure?.problems.first?.line == line && failure?.problems.first?.column == column)
    }
}
