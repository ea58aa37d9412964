import JSON

/// What a release says of itself beside its tables: `release_package_information.json` and the readme.
struct SnomedPackageNotes: Sendable, Equatable {
    /// YYYYMMDD; 0 where it is not said.
    var day: UInt32 = 0
    /// The terms of use in the release's words.
    var licence = ""

    /// Longer notices are cut at the end of a line.
    private static let mostNotice = 4000

    init(_ source: ReleaseSource, _ log: inout RF2Log) throws {
        for entry in source.entries where entry.fileName == "release_package_information.json" {
            let bytes = try source.bytes(entry, limit: 4 << 20)
            do {
                let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
                let value = try JSONValue(parsing: plain)
                if let text = value["effectiveTime"]?.string, let number = UInt32(text) { day = max(day, number) }
                if let text = value["licenceStatement"]?.string { licence = Self.cut(text) }
            } catch {
                log.warn("package information", entry.name, 0, "", "it is no JSON and was passed over: \(error)")
            }
        }
        guard licence.isEmpty else { return }
        for entry in source.entries where entry.fileName.lowercased().hasPrefix("readme") && entry.size < 1 << 20 {
            let text = String(decoding: try source.bytes(entry), as: UTF8.self)
            let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: true).filter { line in
                let lower = line.lowercased()
                return ["licence", "license", "copyright", "©"].contains { lower.contains($0) }
            }
            licence = Self.cut(paragraphs.map { $0.filter { $0 != "\r" } }.joined(separator: "\n"))
            if !licence.isEmpty { return }
        }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > mostNotice else { return text }
        let cut = text.prefix(mostNotice)
        return String(cut[..<(cut.lastIndex(of: "\n") ?? cut.endIndex)])
    }

    /// The terms under which SNOMED CT may be used.
    var terms: Licence {
        Licence(
            title: "SNOMED CT Affiliate Licence",
            summary:
                "For use in member countries of SNOMED International, or with an affiliate licence elsewhere. Content may not "
                + "be passed on to those who have no licence.",
            notice: licence, isRedistributable: false)
    }
}
