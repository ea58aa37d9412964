import Compression
import Testing

@testable import Terminology

struct FHIRImporterTests {
    static let codeSystem = """
        {"resourceType": "CodeSystem", "id": "life", "url": "http://example.org/life", "version": "3.1", "title": "Life",
         "language": "en", "copyright": "© somebody", "content": "complete", "hierarchyMeaning": "is-a",
         "property": [{"code": "isPartOf", "uri": "http://hl7.org/fhir/concept-properties#parent", "type": "code"}],
         "concept": [
          {"code": "EU", "display": "Eukarya", "definition": "With a nucleus.",
           "designation": [
            {"language": "de", "value": "Eukaryonten", "use": {"code": "900000000000013009"}},
            {"language": "de", "value": "Eukaryoten", "use": {"code": "display"}},
            {"language": "en", "value": "Eucarya"},
            {"value": "Eukarya (domain)", "use": {"system": "http://snomed.info/sct", "code": "900000000000003001"}}],
           "property": [{"code": "notSelectable", "valueBoolean": true}, {"code": "cells", "valueInteger": 12},
            {"code": "like", "valueCoding": {"code": "AR", "display": "Archaea"}}],
           "concept": [{"code": "HU", "display": "Human", "property": [{"code": "isPartOf", "valueCode": "AN"}]}]},
          {"code": "AN", "display": "Animal", "property": [{"code": "child", "valueCode": "DO"}]},
          {"code": "DO"},
          {"code": "OLD", "display": "Monera", "property": [{"code": "status", "valueCode": "retired"}]}]}
        """
    static let valueSet = """
        {"resourceType": "ValueSet", "id": "sides", "url": "http://example.org/sides", "name": "Sides", "version": "1",
         "compose": {"include": [
          {"system": "http://snomed.info/sct", "concept": [
            {"code": "7771000", "display": "Left"}, {"code": "24028007", "display": "Right"}, {"code": "1", "display": "No"}]},
          {"system": "http://example.org/other", "concept": [{"code": "7771000", "display": "Other left"}]},
          {"system": "http://loinc.org", "filter": [{"property": "CLASS", "op": "=", "value": "CHEM"}]}],
          "exclude": [{"system": "http://snomed.info/sct", "concept": [{"code": "1"}]}]}}
        """
    static let map = """
        {"resourceType": "ConceptMap", "id": "sex", "url": "http://example.org/map", "version": "2",
         "group": [{"source": "http://a", "target": "http://b", "element": [
           {"code": "m", "display": "Male", "target": [{"code": "M", "display": "male", "equivalence": "equivalent"}]},
           {"code": "f", "target": [{"code": "F", "equivalence": "wider", "comment": "see note"}, {"equivalence": "unmatched"}]}]},
          {"source": "http://a|5", "target": "http://c", "element": [
           {"code": "m", "target": [{"code": "1", "relationship": "source-is-broader-than-target"}]}]},
          {"source": "http://z", "target": "http://b", "element": [
           {"code": "m", "target": [{"code": "X", "relationship": "not-related-to"}]}]}]}
        """

    private func read(_ files: [String: String], _ change: (inout ReleaseRequest) -> Void = { _ in }) throws
        -> [ReadRelease]
    {
        try SampleRelease(files).read(FHIRImporter.self, change)
    }

    @Test func `a code system is nested, has parents and children by code, languages and properties`() throws {
        let release = try #require(try read(["life.json": Self.codeSystem]).first)
        let identity = release.draft.identity
        #expect(identity.key == "life" && identity.uri == "http://example.org/life" && identity.version == "3.1")
        #expect(identity.title == "Life" && identity.licence.notice == "© somebody")
        #expect(release.codes == ["EU", "HU", "AN", "DO", "OLD"])
        #expect(release.parents("HU") == ["EU", "AN"] && release.parents("DO") == ["AN"])
        #expect(
            release.flags("EU") == [.active] && release.flags("OLD") == []
                && release.flags("HU") == [.active, .selectable])
        #expect(release.draft.dialects.map(\.tag) == ["en", "de"])
        #expect(
            release.names("EU") == [
                "synonym:en:Eukarya", "synonym:de:Eukaryoten", "synonym:de:Eukaryonten", "synonym:en:Eucarya",
                "fullySpecified:en:Eukarya (domain)", "definition:en:With a nucleus.",
            ])
        #expect(
            release.preferred("EU", dialect: 0) == ["Eukarya"] && release.preferred("EU", dialect: 1) == ["Eukaryoten"])
        #expect(release.preferred("DO", dialect: 0) == ["DO"])
        #expect(release.properties("EU") == ["cells=12", "like=AR Archaea"] && release.isSound)
    }

    @Test func `a value set is a tree of its own that says what its codes stand for`() throws {
        let release = try #require(try read(["s.json": Self.valueSet]).first)
        #expect(release.codes == ["7771000", "24028007", "http://example.org/other|7771000"])
        #expect(release.preferred("http://example.org/other|7771000") == "Other left")
        #expect(release.maps("7771000") == ["equivalent http://snomed.info/sct|7771000|Left"])
        #expect(release.draft.identity.key == "sides" && release.draft.identity.uri == "http://example.org/sides")
        #expect(release.warnings.count == 1 && release.warnings.first?.line == 6)
    }

    @Test func `of a value set with an expansion that is read, groups cannot be chosen`() throws {
        let text = """
            {"resourceType": "ValueSet", "id": "x", "expansion": {"contains": [
             {"display": "Sides", "abstract": true, "contains": [{"system": "http://a", "code": "L", "display": "Left"}]},
             {"system": "http://a", "code": "O", "display": "Old", "inactive": true}]}}
            """
        let release = try #require(try read(["x.json": text]).first)
        #expect(release.codes == ["Sides", "L", "O"] && release.parents("L") == ["Sides"])
        #expect(release.flags("Sides") == [.active] && release.flags("O") == [] && release.maps("Sides").isEmpty)
    }

    @Test func `a concept map becomes a release for each system it maps from`() throws {
        let releases = try read(["m.json": Self.map])
        #expect(releases.map(\.draft.identity.key) == ["map-sex", "map-sex-2"])
        let first = try #require(releases.first)
        #expect(first.draft.identity.uri == "http://example.org/map" && first.codes == ["m", "f"])
        #expect(first.maps("m") == ["equivalent http://b|M|male", "narrower http://c|1|"])
        #expect(first.maps("f") == ["broader http://b|F|"])
        #expect(first.properties("f") == ["system=http://a", "comment=see note"])
        #expect(
            releases.last?.maps("m") == ["notRelated http://b|X|"]
                && releases.last?.properties("m") == ["system=http://z"])
        #expect(releases.allSatisfy { $0.isSound })
    }

    @Test func `a part of a code system may lack parents, and takes no well-known key`() throws {
        let text = Self.codeSystem.replacing("\"complete\"", with: "\"fragment\"").replacing(
            "\"DO\"}]", with: "\"NO\"}]"
        )
        .replacing("http://example.org/life", with: "http://loinc.org")
        let release = try #require(try read(["life.json": text]).first)
        #expect(release.draft.identity.key == "life" && release.warnings.count == 2)
        #expect(
            try read(["life.json": Self.codeSystem.replacing("http://example.org/life", with: "http://loinc.org")])
                .first?.draft.identity.key == "loinc")
    }

    @Test func `bundles and packages are opened`() throws {
        let bundle =
            "{\"entry\": [{\"resource\": \(Self.codeSystem)}, {\"resource\": \(Self.map)}], \"resourceType\": \"Bundle\"}"
        #expect(try read(["b.json": bundle]).map(\.draft.identity.key) == ["life", "map-sex", "map-sex-2"])

        let release = try SampleRelease([:])
        let tar = Self.tar([
            ("package/package.json", "{\"name\": \"x\"}"), ("package/CodeSystem-life.json", Self.codeSystem),
            ("package/\(String(repeating: "long", count: 40)).json", Self.valueSet),
        ])
        try release.put("p.tgz", Gzip.packed(tar))
        let source = try ReleaseSource(path: release.path)
        #expect(try FHIRImporter.recognises(source))
        #expect(try release.read(FHIRImporter.self).map(\.draft.identity.key) == ["life", "sides"])
        #expect(
            try release.read(FHIRImporter.self) {
                $0.vocabularies = ["sides"]
                $0.key = "side"
            }.map(\.draft.identity.key) == ["side"])
        try release.put("p.tgz", Array(Gzip.packed(tar).dropLast(30)))
        #expect(try release.problems(FHIRImporter.self)?.map(\.reason) == ["it is cut off"])
    }

    @Test(arguments: [
        (
            "c.json", codeSystem.replacing("\"code\": \"AN\", \"display\"", with: "\"code\": \"EU\", \"display\""), 14,
            "code", "“EU” stands here a second time"
        ),
        (
            "c.json", codeSystem.replacing("\"valueCode\": \"DO\"", with: "\"valueCode\": \"NO\""), 14, "child",
            "“NO”, named by “AN”, is not in the code system"
        ),
        (
            "c.json", codeSystem.replacing("{\"code\": \"DO\"}", with: "{\"display\": \"DO\"}"), 15, "code",
            "a concept has no code"
        ),
        (
            "m.json", map.replacing("\"wider\"", with: "\"vaguely\""), 4, "relationship",
            "“vaguely” is no relation of FHIR R4 or R5"
        ),
        (
            "c.json", "{\"resourceType\": \"CodeSystem\",\n \"concept\": [}", 2, "14",
            "it is no JSON: line 2, column 14: unexpected “}”"
        ),
        (
            "c.xml", "<?xml version=\"1.0\"?><CodeSystem xmlns=\"http://hl7.org/fhir\"><id value=\"a\"/></CodeSystem>",
            1, "",
            "FHIR resources are read as JSON only, and this is XML: every FHIR server gives it as JSON"
        ),
        (
            "c.json", "{\"resourceType\": \"CodeSystem\", \"url\": \"u\", \"content\": \"not-present\"}", 0, "",
            "“u” holds no codes (its content is “not-present”)"
        ),
    ])
    func `what is wrong is named with its line`(name: String, text: String, line: Int, column: String, reason: String)
        throws
    {
        let release = try SampleRelease([name: text])
        #expect(try FHIRImporter.recognises(ReleaseSource(path: release.path)))
        let problem = try #require(try release.problems(FHIRImporter.self)?.first)
        #expect(problem.line == line && problem.column == column && problem.reason == reason)
    }

    @Test func `damaged files are taken or refused, and never more`() throws {
        try Mutations.check(
            ["c.json": Self.codeSystem, "v.json": Self.valueSet, "m.json": Self.map], FHIRImporter.self, rounds: 400)
    }

    @Test func `a damaged package is refused`() throws {
        var random = Mutations.Generator(state: 7)
        let tar = Self.tar([("package/CodeSystem-life.json", Self.codeSystem)])
        for _ in 0..<300 {
            var bytes = tar
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? TarArchive(bytes)
            _ = try? TarArchive(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
        }
        #expect(throws: TarArchive.Failure.self) { try TarArchive(Array("x".utf8) + tar) }
    }

    /// A tar archive; names beyond a hundred bytes as pax writes them.
    private static func tar(_ files: [(name: String, text: String)]) -> [UInt8] {
        func padded(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
            bytes + [UInt8](repeating: 0, count: max(0, count - bytes.count))
        }
        func octal(_ value: Int, _ width: Int) -> [UInt8] {
            let digits = String(value, radix: 8)
            return Array((String(repeating: "0", count: width - 1 - digits.count) + digits).utf8) + [0]
        }
        func file(_ name: String, _ kind: String, _ body: [UInt8]) -> [UInt8] {
            var header = padded(Array(name.utf8.prefix(100)), 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8)
            header += octal(body.count, 12) + octal(0, 12)
            header += [UInt8](repeating: 32, count: 8) + Array(kind.utf8)
            header = padded(header, 257) + Array("ustar".utf8) + [0, 48, 48]
            header = padded(header, 512)
            header.replaceSubrange(148..<156, with: octal(header.reduce(0) { $0 + Int($1) }, 7) + [32])
            return header + padded(body, (body.count + 511) / 512 * 512)
        }
        var bytes: [UInt8] = []
        for (name, text) in files {
            if name.utf8.count > 100 {
                let record = " path=\(name)\n"
                bytes += file("PaxHeader", "x", Array("\(record.utf8.count + 3)\(record)".utf8))
            }
            bytes += file(name, "0", Array(text.utf8))
        }
        return bytes + [UInt8](repeating: 0, count: 1024)
    }
}
