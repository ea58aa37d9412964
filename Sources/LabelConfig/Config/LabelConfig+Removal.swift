extension LabelConfig {
    /// What existing work would lose its place under this config.
    ///
    /// `custom` are labels that annotators added to taxonomies themselves; they need no place in the config.
    package func check(
        removalOf annotations: ResultSummary,
        drafts: ResultSummary = ResultSummary(),
        custom: Set<String> = []
    ) -> [RemovalProblem] {
        let parsed = parsedControls
        guard !parsed.controls.isEmpty else { return [] }
        return orphanedResults(annotations, parsed) + orphanedLabels(annotations, drafts, parsed, custom)
    }

    private func orphanedResults(_ annotations: ResultSummary, _ parsed: ParsedControls) -> [RemovalProblem] {
        let types = Set(parsed.controls.map { lowerCased($0.type) })
        return annotations.results.keys.sorted().compactMap { key in
            let count = annotations.results[key] ?? 0
            // Text areas may be asked about any object, and chats answer themselves.
            if key.type == "textarea" || (key.type == "chatmessage" && key.from == key.to) { return nil }
            let isKnown =
                parsed.control(matching: key.from) != nil && parsed.hasTarget(key.to) && types.contains(key.type)
            if isKnown { return nil }
            return .results(count: count, from: key.from, to: key.to, type: key.type)
        }
    }

    private func orphanedLabels(
        _ annotations: ResultSummary,
        _ drafts: ResultSummary,
        _ parsed: ParsedControls,
        _ custom: Set<String>
    ) -> [RemovalProblem] {
        let hasVideo = parsed.controls.contains { $0.type == "VideoRectangle" }
        let hasTaxonomy = parsed.controls.contains { $0.type == "Taxonomy" }
        var problems: [RemovalProblem] = []
        for name in Set(annotations.labels.keys).union(drafts.labels.keys).sorted() {
            let used = annotations.labels[name, default: [:]].merging(
                drafts.labels[name, default: [:]], uniquingKeysWith: +)
            guard !used.isEmpty else { continue }
            guard let control = parsed.control(matching: name) else {
                problems.append(.control(name: name, count: used.values.reduce(0, +)))
                continue
            }
            if control.isDynamic { continue }
            var known = Set(control.labels.map(\.answer))
            // The labels of a video's boxes stand in another control of the same video.
            if hasVideo { known.formUnion(parsed.controls.flatMap { $0.labels.map(\.answer) }) }
            if hasTaxonomy { known.formUnion(custom) }
            let gone = used.keys.filter { !known.contains($0) }.sorted()
            guard !gone.isEmpty else { continue }
            let labels = gone.map { label in
                RemovalProblem.UsedLabel(
                    name: label,
                    annotations: annotations.labels[name]?[label] ?? 0,
                    drafts: drafts.labels[name]?[label] ?? 0
                )
            }
            problems.append(.labels(control: name, labels))
        }
        return problems
    }
}

extension ParsedControls {
    /// The control of a `from_name`; of a repeated one, whatever its index.
    func control(matching name: String) -> ParsedControl? {
        self[name] ?? controls.first { !$0.flags.isEmpty && NamePattern($0.name, flags: $0.flags).matches(name) }
    }

    func hasTarget(_ name: String) -> Bool {
        controls.contains { control in
            control.toName.contains { $0 == name || NamePattern($0, flags: control.flags).matches(name) }
                || control.toName.joined(separator: ",") == name
        }
    }
}
