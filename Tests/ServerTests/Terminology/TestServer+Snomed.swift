import HTTPTypes
import JSON
import Testing

@testable import Server

extension TestServer {
    /// A release of SNOMED CT of a few concepts: findings, a body structure, one that was retired, and a map to ICD-10.
    static let snomed: [(path: String, text: String)] = {
        let core = "900000000000207008"
        let concepts: [(code: String, name: String, tag: String, parent: String)] = [
            ("138875005", "SNOMED CT Concept", "SNOMED RT+CTV3", ""),
            ("404684003", "Clinical finding", "finding", "138875005"),
            ("64572001", "Disease", "disorder", "404684003"), ("233604007", "Pneumonia", "disorder", "64572001"),
            ("75570004", "Viral pneumonia", "disorder", "233604007"), ("195967001", "Asthma", "disorder", "64572001"),
            ("123037004", "Body structure", "body structure", "138875005"),
            ("39607008", "Lung structure", "body structure", "123037004"),
            ("900000000000441003", "SNOMED CT Model Component", "metadata", "138875005"),
            ("106237007", "Linkage concept", "linkage concept", "900000000000441003"),
            ("363698007", "Finding site", "attribute", "106237007"),
            (
                "900000000000527005", "SAME AS association reference set", "foundation metadata concept",
                "900000000000441003"
            ),
            ("447562003", "ICD-10 complex map reference set", "foundation metadata concept", "900000000000441003"),
            ("447561005", "Correlation not specified", "foundation metadata concept", "900000000000441003"),
            (
                "447637006", "Map source concept is properly classified", "foundation metadata concept",
                "900000000000441003"
            ),
            ("900000000000509007", "US English", "foundation metadata concept", "900000000000441003"),
            ("900000000000508004", "GB English", "foundation metadata concept", "900000000000441003"),
            (core, "Core module", "core metadata concept", "900000000000441003"),
        ]
        let member = "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId"
        var rows = ["id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId"]
        var names = ["id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId"]
        var links = [
            "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId"
        ]
        var ratings = [member + "\tacceptabilityId"]
        var number = 100_000
        var uuid = 0
        func next(_ partition: Int) -> String {
            number += 1
            return checked(number * 100 + partition)
        }
        func id() -> String {
            uuid += 1
            return "00000000-0000-4000-8000-" + String(String(1_000_000_000_000 + uuid).suffix(12))
        }
        func name(_ concept: String, _ term: String, isFull: Bool = false, british: String = "900000000000548007") {
            let description = next(1)
            let type = isFull ? "900000000000003001" : "900000000000013009"
            names.append("\(description)\t20260101\t1\t\(core)\t\(concept)\ten\t\(type)\t\(term)\t900000000000448009")
            let american = british == "900000000000548007" ? british : "900000000000549004"
            for (set, rating) in [("900000000000509007", american), ("900000000000508004", british)] {
                ratings.append("\(id())\t20260101\t1\t\(core)\t\(set)\t\(description)\t\(rating)")
            }
        }
        for concept in concepts {
            rows.append("\(concept.code)\t20260101\t1\t\(core)\t900000000000074008")
            name(concept.code, "\(concept.name) (\(concept.tag))", isFull: true)
            name(concept.code, concept.name)
            if !concept.parent.isEmpty {
                links.append(
                    "\(next(2))\t20260101\t1\t\(core)\t\(concept.code)\t\(concept.parent)\t0\t116680003\t900000000000011006\t900000000000451002"
                )
            }
        }
        name("233604007", "Lung inflammation", british: "900000000000549004")
        links.append(
            "\(next(2))\t20260101\t1\t\(core)\t233604007\t39607008\t1\t363698007\t900000000000011006\t900000000000451002"
        )
        rows.append("100001001\t20250101\t0\t\(core)\t900000000000074008")
        name("100001001", "Old pneumonia (disorder)", isFull: true)
        name("100001001", "Old pneumonia")
        let associations = [
            member + "\ttargetComponentId",
            "\(id())\t20260101\t1\t\(core)\t900000000000527005\t100001001\t233604007",
        ]
        let maps = [
            member + "\tmapGroup\tmapPriority\tmapRule\tmapAdvice\tmapTarget\tcorrelationId\tmapCategoryId",
            "\(id())\t20260101\t1\t\(core)\t447562003\t233604007\t1\t1\tTRUE\tALWAYS J18.9\tJ18.9\t447561005\t447637006",
            "\(id())\t20260101\t1\t\(core)\t447562003\t195967001\t1\t1\tTRUE\tALWAYS J45.9\tJ45.9\t447561005\t447637006",
        ]
        func text(_ rows: [String]) -> String { rows.map { $0 + "\r\n" }.joined() }
        let end = "_INT_20260101.txt"
        return [
            ("Snapshot/Terminology/sct2_Concept_Snapshot" + end, text(rows)),
            ("Snapshot/Terminology/sct2_Description_Snapshot-en" + end, text(names)),
            ("Snapshot/Terminology/sct2_Relationship_Snapshot" + end, text(links)),
            ("Snapshot/Refset/Language/der2_cRefset_LanguageSnapshot-en" + end, text(ratings)),
            ("Snapshot/Refset/Content/der2_cRefset_AssociationSnapshot" + end, text(associations)),
            ("Snapshot/Refset/Map/der2_iisssccRefset_ExtendedMapSnapshot" + end, text(maps)),
        ]
    }()

    /// An identifier with its Verhoeff check digit.
    private static func checked(_ number: Int) -> String {
        func product(_ a: Int, _ b: Int) -> Int {
            switch (a < 5, b < 5) {
            case (true, true): (a + b) % 5
            case (true, false): (a + b - 5) % 5 + 5
            case (false, true): (a - 5 - b + 5) % 5 + 5
            case (false, false): (a - b + 5) % 5
            }
        }
        let turns = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
        for last in 0...9 {
            var check = 0
            for (place, digit) in String(number * 10 + last).reversed().enumerated() {
                var value = digit.wholeNumberValue ?? 0
                for _ in 0..<place % 8 { value = turns[value] }
                check = product(check, value)
            }
            if check == 0 { return String(number * 10 + last) }
        }
        return ""
    }

    /// Loads the small release of SNOMED CT and waits until it is there.
    func loadSnomed() async throws {
        var body = ""
        for (path, text) in Self.snomed {
            body += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"SnomedCT/\(path)\"\r\n"
            body += "Content-Type: text/plain\r\n\r\n\(text)\r\n"
        }
        let headers: HTTPFields = [
            .authorization: "Token \(Self.token)", .contentType: "multipart/form-data; boundary=b",
        ]
        let answer = try await send(
            .post, "/api/terminology/releases", headers: headers, body: body + "--b--\r\n")
        #expect(answer.status == 201, "\(answer.text)")
        let state = try await finish(try #require(answer.json["job"]?.integer))
        #expect(state["state"] == "completed", "\(state)")
    }
}
