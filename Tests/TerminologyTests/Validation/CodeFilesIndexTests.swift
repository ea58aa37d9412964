import Foundation
import Testing

@testable import Terminology

/// The real code files, built into indexes and found again.
struct CodeFilesIndexTests {
    struct Release: CustomTestStringConvertible {
        var importer: any ReleaseImporter.Type
        var path: String
        var testDescription: String { path }
    }

    static let releases = [
        Release(importer: ICD10CMImporter.self, path: "icd10cm-2026"),
        Release(importer: ICD10CMImporter.self, path: "icd10cm-tabular-2021"),
        Release(importer: ICD10PCSImporter.self, path: "icd10pcs-2026"),
        Release(importer: HCPCSImporter.self, path: "hcpcs-2020"),
    ]

    /// Builds the index of a sample and hands it over with what was put in.
    static func withIndex(_ release: Release, _ body: (TerminologyIndex, ReleaseDraft) throws -> Void) throws {
        let drafts = try CodeSamples.read(release.importer, CodeSamples.path(release.path))
        let draft = try #require(drafts.first).draft
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("codes-\(UUID().uuidString).vxt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try IndexBuilder.build(draft, to: path)
        try body(try TerminologyIndex.open(path), draft)
    }

    @Test(
        .enabled(if: CodeSamples.folder != nil, "no code files in the sample data"),
        arguments: releases.filter { CodeSamples.has($0.path) })
    func `every concept is found by its code, however written, with its names, parent and notes`(release: Release)
        throws
    {
        try Self.withIndex(release) { index, draft in
            let view = DraftView(draft)
            #expect(index.conceptCount == view.codes.count)
            var wrong: [String] = []
            for (row, code) in view.codes.enumerated() {
                let plain = code.lowercased().filter { $0 != "." }
                guard let concept = index.concept(code: code), index.concept(tolerant: plain) == concept else {
                    wrong.append(code)
                    continue
                }
                let names = index.descriptions(of: concept).map(\.text)
                if index.code(concept) != code || index.preferredTerm(concept) != view.title(code)
                    || index.flags(concept) != draft.concepts.flags[row]
                    || index.parents(concept).map({ index.code($0) }) != view.parents[code] ?? []
                    || Set(names) != Set(view.names[row].map(\.text))
                    || index.properties(of: concept).map(\.value) != view.properties[row].map(\.value)
                {
                    wrong.append(code)
                }
            }
            #expect(wrong.isEmpty)
        }
    }
}
