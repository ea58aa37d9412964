/// The tables of a release: which are read, and in which view.
struct RF2Package: Sendable {
    /// All tables of one view.
    let files: [RF2File]
    /// Whether files hold several rows of a component, of which the newest counts.
    let isFull: Bool
    /// State of this day; nil for the newest.
    let day: UInt32?

    func files(_ kind: RF2File.Kind) -> [RF2File] { files.filter { $0.kind == kind } }

    /// All that are read as reference sets.
    var members: [RF2File] {
        files.filter { file in
            switch file.kind {
            case .members, .moduleDependency, .descriptionType: true
            default: false
            }
        }
    }

    /// - Throws: `ImportFailure` where there is no release that can be read.
    init(_ source: ReleaseSource, day: UInt32?) throws {
        let all = try source.entries.compactMap { try RF2File($0, in: source) }
        let isFull: Bool
        if all.contains(where: { $0.view == .snapshot }), day == nil {
            isFull = false
            files = all.filter { $0.view == .snapshot }
        } else {
            isFull = true
            files = all.filter { $0.view == .full || $0.view == .unknown }
        }
        self.isFull = isFull
        self.day = day
        func refuse(_ reason: String) -> ImportFailure {
            ImportFailure([ImportProblem(file: source.name, reason: reason)])
        }
        guard !files.isEmpty else {
            if day != nil, all.contains(where: { $0.view == .snapshot }) {
                throw refuse("the state of another day needs the Full files, and there are only Snapshot files")
            }
            throw refuse(
                all.isEmpty
                    ? "there are no tables of SNOMED CT in it"
                    : "there are only Delta files, which hold changes: Snapshot or Full files are needed")
        }
        for (kind, name) in [
            (RF2File.Kind.concept, "concepts"), (.description, "descriptions"), (.relationship, "relationships"),
        ]
        where !files.contains(where: { $0.kind == kind }) {
            throw refuse("the file of the \(name) is missing")
        }
    }
}
