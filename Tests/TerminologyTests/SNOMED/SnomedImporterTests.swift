import Testing

@testable import Terminology

struct SnomedImporterTests {
    @Test func `a release is read whole`() throws {
        let sample = TinyRelease.sample()
        let reader = try TinyReader(sample.release.files)
        let draft = reader.draft
        #expect(reader.isInRange)
        #expect(draft.identity.key == "snomed")
        #expect(draft.identity.title == "SNOMED CT International")
        #expect(draft.identity.version == "20260101")
        #expect(draft.identity.versionURI == "http://snomed.info/sct/900000000000207008/version/20260101")
        #expect(draft.identity.licence.notice == "Invented for tests.")
        #expect(!draft.identity.licence.isRedistributable)

        #expect(reader.parents(sample.lobarPneumonia) == [sample.pneumonia])
        #expect(reader.parents(sample.pneumonia).count == 2)
        #expect(reader.parents(sample.oldPneumonia) == [])
        #expect(
            reader.attributes(sample.pneumonia) == [
                "1 \(TinyRelease.findingSite) = \(sample.lung)", "1 \(TinyRelease.morphology) = \(sample.inflammation)",
            ])
        #expect(reader.attributes(sample.tablet) == ["1 \(TinyRelease.strength) = number(\"500\")"])

        #expect(draft.concepts.flags[reader.row(sample.pneumonia)] == [.active, .selectable, .defined])
        #expect(draft.concepts.flags[reader.row(sample.heart)] == [.active, .selectable])
        #expect(draft.concepts.flags[reader.row(sample.oldPneumonia)] == [])
        #expect(reader.tag(sample.pneumonia) == "disorder")
        #expect(reader.tag(sample.infarct) == "morphologic abnormality")

        #expect(
            reader.terms(sample.pneumonia) == [
                "Pneumonia (disorder)", "Pneumonia", "Inflammation of lung", "Pneumonitis", "Lung fever",
                "An inflammation of the tissue of the lung.",
            ])
        let kinds = reader.descriptions(sample.pneumonia).map { draft.descriptions.kind[$0] }
        #expect(kinds == [.fullySpecified, .synonym, .synonym, .synonym, .synonym, .definition])
        #expect(
            reader.descriptions(sample.pneumonia).map { draft.descriptions.isActive[$0] } == [
                true, true, true, true, false, true,
            ])
        #expect(draft.dialects.map(\.tag) == ["en-US", "en-GB"])
        #expect(reader.acceptability("Pneumonia") == [2, 2])
        #expect(reader.acceptability("Pneumonitis") == [1, 1])

        let replaced = try #require(reader.set(TinyRelease.replacedBy))
        #expect(replaced.pattern == .association)
        #expect(replaced.member.map { reader.codes[Int($0)] } == [sample.oldPneumonia])
        #expect(reader.fields(replaced, 0) == [String(sample.pneumonia)])
        let map = try #require(reader.set(TinyRelease.icd10Map))
        #expect(map.pattern == .extendedMap && map.member.count == 3)
        #expect(
            reader.fields(map, 1) == ["1", "2", "OTHERWISE TRUE", "ALWAYS I21.1", "I21.1", "447561005", "447637006"])
        #expect(reader.set(TinyRelease.favourites)?.member.count == 2)
        #expect(reader.set(TinyRelease.simpleMapSet).map { reader.fields($0, 0) } == ["X100E"])
        #expect(draft.sources.count == 16)
        #expect(draft.sources.first { $0.name.contains("sct2_Concept_") }?.rows == reader.codes.count)
    }

    @Test func `a folder, an archive and an archive in an archive give the same`() throws {
        let files = TinyRelease.sample().release.files
        let plain = try TinyReader(files)
        let zip = TinyZip(files, folder: "SnomedCT_Test/").bytes
        for packed in [["x.zip": zip], ["wrap.zip": TinyZip(["inner.zip": zip]).bytes]] {
            let other = try TinyReader(packed)
            #expect(other.codes == plain.codes)
            #expect(other.draft.descriptions.text.bytes == plain.draft.descriptions.text.bytes)
            #expect(other.draft.identity == plain.draft.identity)
        }
    }

    @Test func `files are known by their first line, whatever they are called`() throws {
        let files = TinyRelease.sample().release.files
        let plain = try TinyReader(files)
        // Concepts and descriptions under each other's name, and a byte order mark before each table.
        var swapped: [String: [UInt8]] = [:]
        for (path, bytes) in files {
            let name = path.replacing("sct2_Concept_", with: "#").replacing("sct2_Description_", with: "sct2_Concept_")
                .replacing("#", with: "sct2_Description_")
            swapped[name] = path.hasSuffix(".txt") ? [0xEF, 0xBB, 0xBF] + bytes : bytes
        }
        let other = try TinyReader(swapped)
        #expect(other.codes == plain.codes)
        #expect(other.draft.edges.child == plain.draft.edges.child)
    }

    @Test func `preliminary releases have addresses of their own`() throws {
        var files: [String: [UInt8]] = [:]
        for (path, bytes) in TinyRelease.sample().release.files {
            files[path.replacing("/sct2_", with: "/xsct2_").replacing("/der2_", with: "/xder2_")] = bytes
        }
        #expect(
            try TinyReader(files).draft.identity.versionURI
                == "http://snomed.info/xsct/900000000000207008/version/20260101")
    }

    @Test func `of a Full release the newest state counts, or that of a day`() throws {
        var sample = TinyRelease.sample(view: "Full")
        let code = String(sample.pneumonia)
        let rows = try #require(sample.release.tables[.concept]?.rows)
        let index = try #require(rows.firstIndex { $0[0] == code })
        let term = try #require(
            sample.release.tables[.description]?.rows.first { $0[4] == code && $0[7] == "Pneumonitis" })
        // Before 2026: primitive, and another term.
        func backdate(_ release: inout TinyRelease) {
            for kind in TinyRelease.Kind.allCases {
                for row in release.tables[kind]?.rows.indices ?? 0..<0 {
                    release.tables[kind]?.rows[row][1] = "20200131"
                }
            }
        }
        backdate(&sample.release)
        var newer = rows[index]
        newer[4] = String(TinyRelease.primitive)
        var newTerm = term
        newTerm[7] = "Pneumonitis, newer"
        sample.release.tables[.concept]?.rows.insert(newer, at: 0)
        sample.release.tables[.description]?.rows.append(newTerm)
        let files = sample.release.files

        let newest = try TinyReader(files)
        #expect(newest.draft.concepts.flags[newest.row(sample.pneumonia)] == [.active, .selectable])
        #expect(newest.terms(sample.pneumonia).contains("Pneumonitis, newer"))
        #expect(!newest.terms(sample.pneumonia).contains("Pneumonitis"))
        #expect(newest.codes.count == rows.count)

        var request = ReleaseRequest()
        request.day = 20_251_231
        let before = try TinyReader(files, request)
        #expect(before.draft.concepts.flags[before.row(sample.pneumonia)] == [.active, .selectable, .defined])
        #expect(before.terms(sample.pneumonia).contains("Pneumonitis"))
        #expect(before.draft.identity.version == "20200131")

        request.day = 20_100_101
        #expect(throws: ImportFailure.self) { try TinyReader(files, request) }
        #expect(throws: ImportFailure.self) { try TinyReader(TinyRelease.sample().release.files, request) }
    }

    @Test func `Snapshot goes before Full, and changes alone are refused`() throws {
        let snapshot = TinyRelease.sample(version: "20260101").release.files
        let full = TinyRelease.sample(version: "20260101", view: "Full").release.files
        let both = try TinyReader(snapshot.merging(full) { one, _ in one })
        #expect(both.draft.sources.allSatisfy { $0.name.hasPrefix("Snapshot/") })
        let failure = #expect(throws: ImportFailure.self) {
            try TinyReader(TinyRelease.sample(view: "Delta").release.files)
        }
        #expect(failure?.problems.first?.reason.contains("Delta") == true)
    }

    @Test func `an edition brings its own dialect first, and moves components of the one it extends`() throws {
        let german: UInt64 = 11_000_274_103
        let set = TinyRelease.identifier(777)
        var sample = TinyRelease.sample()
        sample.release.concept("German module", tag: "core metadata concept", parents: [900_000_000_000_442_005])
        var extra = TinyRelease(version: "20260515", edition: "DE1000274")
        for kind in TinyRelease.Kind.allCases { extra.tables[kind]?.rows = [] }
        extra.others = [:]
        // A name of every concept in German, preferred in a set of its own.
        for (offset, concept) in (sample.release.tables[.concept]?.rows ?? []).enumerated() {
            let id = String(TinyRelease.identifier(UInt64(50_000 + offset), partition: 11))
            extra.tables[.description]?.rows.append([
                id, "20260515", "1", String(german), concept[0], "de", String(TinyRelease.synonym), "Begriff \(offset)",
                String(TinyRelease.caseInsensitive),
            ])
            extra.tables[.language]?.rows.append([
                "00000000-0000-4000-8000-" + String(100_000_000_000 + offset), "20260515", "1", String(german),
                String(set),
                id, String(TinyRelease.preferred),
            ])
        }
        extra.tables[.moduleDependency]?.rows.append([
            "00000000-0000-4000-8000-200000000000", "20260515", "1", String(german), String(TinyRelease.dependencySet),
            String(TinyRelease.core), "20260515", "20260101",
        ])
        // The edition has a newer state of a concept.
        var moved = try #require(sample.release.tables[.concept]?.rows.first { $0[0] == String(sample.pneumonia) })
        (moved[1], moved[3], moved[4]) = ("20260515", String(german), String(TinyRelease.primitive))
        extra.tables[.concept]?.rows.append(moved)
        let files = sample.release.files.merging(extra.files) { one, _ in one }
        let edition = try TinyReader(
            Dictionary(
                uniqueKeysWithValues: files.map { path, bytes in
                    (path.contains("DE1000274") ? path.replacing("Snapshot-en", with: "Snapshot-de") : path, bytes)
                }))
        let draft = edition.draft
        #expect(draft.identity.title == "SNOMED CT Germany")
        #expect(draft.identity.versionURI == "http://snomed.info/sct/11000274103/version/20260515")
        #expect(draft.dialects.map(\.tag) == ["de-DE", "en-US", "en-GB"])
        #expect(draft.languages == ["de", "en"] || draft.languages == ["en", "de"])
        #expect(draft.concepts.flags[edition.row(sample.pneumonia)] == [.active, .selectable])
        #expect(edition.acceptability("Begriff 0") == [2, 0, 0])
        #expect(edition.isInRange)
    }

    @Test func `an extension alone is refused, and it is said what it needs`() throws {
        var sample = TinyRelease.sample()
        sample.release.tables[.concept]?.rows.removeAll { $0[0] == String(TinyRelease.root) }
        sample.release.tables[.concept]?.rows.removeAll { $0[0] == String(TinyRelease.model) }
        let failure = #expect(throws: ImportFailure.self) { try TinyReader(sample.release.files) }
        #expect(failure?.count == 1)
        #expect(failure?.problems.first?.reason.contains("900000000000012004 of 20260101") == true)
    }

    @Test func `what reference sets name and no file has is kept by number`() throws {
        var sample = TinyRelease.sample()
        let (set, category) = (TinyRelease.identifier(9001), TinyRelease.identifier(9002))
        sample.release.member(set, sample.lung, to: .simple)
        sample.release.member(
            TinyRelease.conceptInactivation, sample.oldPneumonia, String(category), to: .attributeValue)
        let reader = try TinyReader(sample.release.files)
        #expect(reader.isInRange)
        #expect(reader.set(set)?.member.count == 1)
        #expect(reader.draft.concepts.flags[reader.row(set)] == [])
        let reasons = try #require(reader.set(TinyRelease.conceptInactivation))
        #expect(reader.fields(reasons, 1) == [String(category)])
        #expect(reader.warnings.count == 2)
    }

    @Test func `stated and inactive relationships are passed over, other reference sets keep their columns`() throws {
        var sample = TinyRelease.sample()
        var stated = try #require(sample.release.tables[.relationship]?.rows.last)
        stated[0] = String(TinyRelease.identifier(60_000, partition: 12))
        stated[8] = "900000000000010007"
        sample.release.tables[.relationship]?.rows.append(stated)
        sample.release.relate(sample.heart, TinyRelease.isA, sample.lung, isActive: false)
        let table = TinyRelease.Table(
            path: "Snapshot/Refset/Metadata/der2_cisRefset_OwnSnapshot_INT_20260101.txt",
            header: "id effectiveTime active moduleId refsetId referencedComponentId domainId order text".split(
                separator: " "
            )
            .map(String.init),
            rows: [
                [
                    "00000000-0000-4000-8000-300000000000", "20260101", "0", String(TinyRelease.core),
                    String(TinyRelease.favourites), String(sample.heart), "", "-7", "some text",
                ]
            ])
        sample.release.tables[.simple]?.rows = []
        sample.release.others[table.path] = table.text
        let reader = try TinyReader(sample.release.files)
        #expect(reader.draft.edges.count == (try TinyReader(TinyRelease.sample().release.files)).draft.edges.count)
        let set = try #require(reader.set(TinyRelease.favourites))
        #expect(set.pattern == .other && set.columnNames == ["domainId", "order", "text"])
        #expect(set.isActive == [false])
        #expect(reader.fields(set, 0) == ["", "-7", "some text"])
    }

    @Test(
        arguments: [
            ("#12.5", ConcreteValue.number("12.5")), ("#-3", .number("-3")), (#""a \"b\" \\""#, .text(#"a "b" \"#)),
            ("true", .boolean(true)), ("false", .boolean(false)), ("12", nil), ("#", nil), ("#1.", nil),
            ("#1.2.3", nil),
            ("\"", nil), (#""a"b""#, nil), (#""a\""#, nil), ("TRUE", nil), ("", nil), ("#1e5", nil),
        ] as [(String, ConcreteValue?)])
    func `values are numbers, texts or truths`(text: String, value: ConcreteValue?) {
        #expect(RelationshipTable.value(text) == value)
    }

    @Test func `an import that is cancelled ends`() throws {
        try TinyRelease.withFolder { folder in
            let source = try ReleaseSource(path: TinyRelease.sample().release.write(into: folder))
            #expect(throws: CancellationError.self) {
                try SnomedImporter.read(source, ReleaseRequest(), progress: ImportProgress(isCancelled: { true })) {
                    _, _ in
                }
            }
        }
    }
}
