extension ICD10CMValidator {
    /// Checks the codes of one encounter in their order, the first diagnosis first: each alone, and against each other.
    package func validate(_ codes: [String]) -> [CodeValidation] {
        var results = codes.map { validate($0) }
        let plain = results.map { $0.code.map { ICDCode.plain($0) } }
        for position in results.indices {
            guard let concept = results[position].concept else { continue }
            if plain[..<position].contains(plain[position]) { results[position].findings.append(.repeated) }
            settleAdvice(position, plain, &results)
            for (ancestor, notes) in notes(.excludes1, above: concept) {
                for note in notes {
                    findConflicts(note, index.code(ancestor), position, plain, &results)
                }
            }
        }
        if let first = results.first?.display, first.hasSuffix("in diseases classified elsewhere") {
            results[0].findings.append(.manifestationFirst)
        }
        for position in results.indices { results[position].findings.sort { $0.severity < $1.severity } }
        return results
    }

    /// Notes of a kind at a concept and above it, the nearest first.
    private func notes(_ kind: ICD10CMProperty, above concept: Concept) -> [(Concept, [String])] {
        index.path(to: concept).reversed().compactMap { ancestor in
            let notes = index.properties(of: ancestor).filter { $0.name == kind.rawValue }.map(\.value)
            return notes.isEmpty ? nil : (ancestor, notes)
        }
    }

    private func findConflicts(
        _ note: String, _ at: String, _ position: Int, _ plain: [String?], _ results: inout [CodeValidation]
    ) {
        let references = ICDReference.all(in: note)
        guard !references.isEmpty else { return }
        for other in results.indices where other != position && plain[other] != plain[position] {
            guard let code = plain[other], let otherCode = results[other].code, let own = results[position].code else {
                continue
            }
            let answers = references.map { $0.answer(code) }
            guard answers.contains(where: { $0 != .no }) else { continue }
            let isCertain = answers.contains(.yes)
            Self.add(
                .excludes1(other: otherCode, note: note, at: at, isCertain: isCertain), to: &results[position],
                about: otherCode)
            Self.add(.excludes1(other: own, note: note, at: at, isCertain: isCertain), to: &results[other], about: own)
        }
    }

    /// Two codes may exclude each other by several notes: one is enough, a certain one before others.
    private static func add(_ finding: CodeFinding, to result: inout CodeValidation, about other: String) {
        guard
            let known = result.findings.firstIndex(where: {
                if case .excludes1(other, _, _, _) = $0 { true } else { false }
            })
        else {
            result.findings.append(finding)
            return
        }
        if finding.severity < result.findings[known].severity { result.findings[known] = finding }
    }
}

// What should come before or beside a code
extension ICD10CMValidator {
    /// Notes about other codes, not yet compared with any.
    func advise(_ concept: Concept, _ result: inout CodeValidation) {
        for (ancestor, notes) in notes(.codeFirst, above: concept) {
            result.findings.append(.codeFirst(notes: notes, at: index.code(ancestor), isMet: nil))
        }
        for (ancestor, notes) in notes(.useAdditionalCode, above: concept) {
            result.findings.append(.useAdditional(notes: notes, at: index.code(ancestor), isMet: nil))
        }
        for (ancestor, notes) in notes(.codeAlso, above: concept) {
            result.findings.append(.codeAlso(notes: notes, at: index.code(ancestor), isMet: nil))
        }
    }

    /// Compares the notes with the codes before and beside it.
    private func settleAdvice(_ position: Int, _ plain: [String?], _ results: inout [CodeValidation]) {
        let before = plain[..<position].compactMap(\.self)
        let beside = before + plain[(position + 1)...].compactMap(\.self)
        for (place, finding) in results[position].findings.enumerated() {
            switch finding {
            case .codeFirst(let notes, let at, _):
                results[position].findings[place] = .codeFirst(notes: notes, at: at, isMet: Self.isMet(notes, before))
            case .useAdditional(let notes, let at, _):
                results[position].findings[place] = .useAdditional(
                    notes: notes, at: at, isMet: Self.isMet(notes, beside))
            case .codeAlso(let notes, let at, _):
                results[position].findings[place] = .codeAlso(notes: notes, at: at, isMet: Self.isMet(notes, beside))
            default: break
            }
        }
    }

    /// Whether one of the codes that notes name is there; nil where they name none, or say “if applicable”.
    private static func isMet(_ notes: [String], _ codes: [String]) -> Bool? {
        let references = notes.flatMap { ICDReference.all(in: $0) }
        guard !references.isEmpty else { return nil }
        let answers = references.flatMap { reference in codes.map { reference.answer($0) } }
        if answers.contains(.yes) { return true }
        let isOptional = notes.contains { $0.contains("applicable") || $0.contains("if known") || $0.contains("any") }
        return answers.contains(.maybe) || isOptional ? nil : false
    }
}
