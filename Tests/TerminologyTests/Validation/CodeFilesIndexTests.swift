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
            try checkWords(index, view)
            try checkSearch(index, view)
        }
    }

    /// Each word of each title finds the title it stands in.
    private func checkWords(_ index: TerminologyIndex, _ view: DraftView) throws {
        var documents: [Substring: [Int]] = [:]
        for code in view.codes {
            let concept = try #require(index.concept(code: code))
            let document = try #require(index.preferredDocument(concept))
            for word in Set((view.title(code) ?? "").split(separator: " ")) {
                documents[word, default: []].append(document)
            }
        }
        var lost: [Substring] = []
        for (word, places) in documents where word.contains(where: { $0.isLetter || $0.isNumber }) {
            let found = index.terms.documents(matchingWordsOf: String(word))
            if places.contains(where: { found[$0 >> 6] & (1 << UInt64($0 & 63)) == 0 }) { lost.append(word) }
        }
        #expect(lost.isEmpty)
    }

    /// Each title, as it is typed, finds its concept first or as another of the same title; each code finds its concept.
    private func checkSearch(_ index: TerminologyIndex, _ view: DraftView) throws {
        #if DEBUG
            let step = view.codes.count < 10000 ? 11 : 997
        #else
            let step = 1
        #endif
        var lost: [String] = []
        for row in stride(from: 0, to: view.codes.count, by: step) {
            let code = view.codes[row]
            let concept = try #require(index.concept(code: code))
            let title = view.title(code) ?? ""
            // Of longer titles only the first words count, which others share.
            var byTitle = SearchQuery(title, limit: title.split(separator: " ").count > 12 ? 1000 : 50)
            byTitle.includesInactive = true
            if !index.search(byTitle).hits.contains(where: { $0.concept == concept }) { lost.append(code) }
            var byCode = SearchQuery(code, limit: 50)
            byCode.includesInactive = true
            // A chapter's code is a number, which names hold too.
            if code.count > 2, !index.search(byCode).hits.contains(where: { $0.concept == concept }) {
                lost.append("code \(code)")
            }
        }
        #expect(lost.isEmpty)
    }
}
