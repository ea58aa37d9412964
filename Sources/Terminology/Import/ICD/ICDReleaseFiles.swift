/// The files of a source that belong to ICD-10-CM or ICD-10-PCS, by kind.
struct ICDReleaseFiles {
    private(set) var files: [(kind: ICDFileKind, entry: ReleaseSource.Entry)] = []

    init(_ source: ReleaseSource) throws {
        for entry in source.entries where Self.mayBeText(entry) {
            if let kind = ICDFileKind(head: try source.head(entry)) { files.append((kind, entry)) }
        }
    }

    func entries(_ kind: ICDFileKind) -> [ReleaseSource.Entry] {
        files.filter { $0.kind == kind }.map(\.entry)
    }

    private static func mayBeText(_ entry: ReleaseSource.Entry) -> Bool {
        let name = entry.fileName.lowercased()
        return name.hasSuffix(".txt") || name.hasSuffix(".xml") || !name.contains(".")
    }

    /// The largest order file is 16 MB, the largest XML 20 MB.
    static let largest = 256 << 20
}
