/// Puts together what was read.
struct SnomedAssembly {
    var concepts: ConceptTable
    var descriptions: DescriptionTable
    var relationships: RelationshipTable
    var members: MemberTable
    var identifiers: SnomedIdentifiers
    var languages: LanguageTable
    var log: RF2Log

    /// - Throws: `ImportFailure`.
    mutating func finish(
        _ package: RF2Package, _ sources: [SourceFile], _ modules: [UInt64], _ dependencies: [SnomedEdition.Dependency],
        _ notes: SnomedPackageNotes, _ request: ReleaseRequest
    ) throws -> (ReleaseDraft, [ImportProblem]) {
        checkHierarchy(package)
        let edition = SnomedEdition.of(dependencies, modules: modules) { name(of: $0) }
        var columns = descriptions.columns
        var tag = descriptions.tag
        // What is in no file and is spoken of all the same is kept as a concept out of use.
        for code in members.strays { concepts.add(code, [], 0, 0) }
        let sets = referenceSets()
        for row in tag.count..<concepts.codes.count {
            tag.append(0)
            Self.append("Concept \(concepts.codes[row])", of: UInt32(row), to: &columns, language: descriptions)
        }

        var draft = ReleaseDraft(
            identity: identity(package, edition.edition, edition.time, notes, request),
            concepts: ConceptColumns(codes: .numbers(concepts.codes)))
        draft.concepts.flags = concepts.flags
        draft.concepts.module = concepts.module
        draft.concepts.effectiveTime = concepts.time
        draft.concepts.tag = tag
        draft.edges = relationships.edges
        draft.attributes = relationships.attributes
        draft.values = relationships.values

        let order = SnomedDialects.order(
            languages.sets, edition: edition.edition, concepts: concepts.flags.count { $0.contains(.active) })
        for set in languages.sets.indices where !order.contains(set) {
            log.warn(
                "language reference sets", package.files(.language).first?.name ?? "", 0, "",
                "the language reference set \(languages.sets[set].code) is not kept: only \(SnomedDialects.most) are")
        }
        draft.dialects = order.map {
            LanguageDialect(code: String(languages.sets[$0].code), tag: SnomedDialects.tag(of: languages.sets[$0]))
        }
        columns.acceptability = SnomedDialects.acceptability(languages.bits, order: order)
        columns.acceptability += repeatElement(0, count: columns.count - columns.acceptability.count)
        draft.descriptions = columns
        draft.languages = descriptions.languages.isEmpty ? ["en"] : descriptions.languages

        draft.referenceSets = sets.map { part in
            var set = part.set
            set.concept = concepts[part.code]
            return set
        }
        draft.strings = members.strings.strings
        draft.tags = descriptions.tags
        draft.modules = modules.map { $0 == 0 ? "" : String($0) }
        draft.sources = sources.sorted { $0.name < $1.name }
        addIdentifiers(to: &draft)
        try log.check()
        return (draft, log.notes)
    }

    /// Active concepts that hang nowhere.
    private mutating func checkHierarchy(_ package: RF2Package) {
        var hasParent = [Bool](repeating: false, count: concepts.codes.count)
        for child in relationships.edges.child { hasParent[Int(child)] = true }
        let root = concepts[SnomedConstants.root]
        let file = package.files(.relationship).first?.name ?? ""
        if hasParent[Int(root)] { log.warn("the root", file, 0, "", "the root concept 138875005 has a parent") }
        for row in concepts.codes.indices where !hasParent[row] && row != Int(root) && concepts.isActive(UInt32(row)) {
            log.warn(
                "active concepts have no parent", file, 0, "", "the active concept \(concepts.codes[row]) has no parent"
            )
        }
    }

    /// The reference sets, all of which have a concept then.
    private mutating func referenceSets() -> [MemberTable.Part] {
        var kept: [UInt64: Int] = [:]
        for (index, part) in members.parts.enumerated() {
            guard let other = kept[part.code] else {
                kept[part.code] = index
                continue
            }
            // Concepts and descriptions in one set: unheard of in releases.
            let isLarger = part.set.member.count > members.parts[other].set.member.count
            kept[part.code] = isLarger ? index : other
            let lost = members.parts[isLarger ? other : index]
            log.warn(
                "mixed reference sets", lost.file, 0, "",
                "the reference set \(part.code) has concepts and descriptions as members: the \(lost.set.member.count) members "
                    + "that are \(lost.component)s are passed over")
        }
        let indexes = kept.values.sorted()
        for index in indexes where concepts[members.parts[index].code] == IdentifierTable.none {
            let part = members.parts[index]
            concepts.add(part.code, [], 0, 0)
            log.warn(
                "reference sets are no concepts of the release", part.file, 0, "refsetId",
                "the reference set \(part.code) is no concept of the release; it is kept under its number")
        }
        return indexes.map { members.parts[$0] }
    }

    private static func append(
        _ text: String, of concept: UInt32, to columns: inout DescriptionColumns, language table: DescriptionTable
    ) {
        columns.text.append(text)
        columns.concept.append(concept)
        columns.kind.append(.fullySpecified)
        columns.isActive.append(true)
        columns.language.append(UInt8(table.languages.firstIndex(of: "en") ?? 0))
        columns.id.append(0)
        columns.module.append(0)
        columns.effectiveTime.append(0)
        columns.caseSignificance.append(0)
    }

    private func addIdentifiers(to draft: inout ReleaseDraft) {
        var names: [UInt64: UInt16] = [:]
        for index in identifiers.concept.indices.sorted(by: { identifiers.concept[$0] < identifiers.concept[$1] }) {
            let scheme = identifiers.scheme[index]
            if names[scheme] == nil {
                guard draft.propertyNames.count < UInt16.max else { return }
                names[scheme] = UInt16(draft.propertyNames.count)
                draft.propertyNames.append(name(of: scheme) ?? "Identifier of \(scheme)")
            }
            draft.properties.concept.append(identifiers.concept[index])
            draft.properties.name.append(names[scheme] ?? 0)
            draft.properties.value.append(identifiers.text[index])
        }
    }

    /// The fully specified name of a concept without its tag.
    private func name(of code: UInt64) -> String? {
        let row = concepts[code]
        let columns = descriptions.columns
        guard row != IdentifierTable.none,
            let index = columns.concept.indices.first(where: {
                columns.concept[$0] == row && columns.kind[$0] == .fullySpecified && columns.isActive[$0]
            })
        else { return nil }
        let text = columns.text[index]
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex else { return text }
        return String(text[..<text.index(before: open)])
    }

    private func identity(
        _ package: RF2Package, _ edition: SnomedEdition, _ time: UInt32, _ notes: SnomedPackageNotes,
        _ request: ReleaseRequest
    ) -> SystemIdentity {
        var day = package.day.map { time <= $0 } ?? true ? time : 0
        if day == 0, package.day == nil { day = notes.day }
        if day == 0 { day = concepts.time.max() ?? 0 }
        let prefix = package.files(.concept).contains { $0.isPreliminary } ? "xsct" : "sct"
        return SystemIdentity(
            key: request.key ?? "snomed", title: request.title ?? "SNOMED CT \(edition.title)",
            uri: "http://snomed.info/sct",
            version: request.version ?? String(day),
            versionURI: "http://snomed.info/\(prefix)/\(edition.module)/version/\(day)", language: "en",
            licence: notes.terms, codeStyle: .snomed)
    }
}
