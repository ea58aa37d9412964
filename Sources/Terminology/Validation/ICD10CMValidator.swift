/// Checks codes of ICD-10-CM against a release: alone, and together as the codes of one encounter.
///
/// Notes are there only where the release was loaded with its tabular list; without it, existence, billing and 7th
/// characters are still known.
package struct ICD10CMValidator: Sendable {
    let index: TerminologyIndex
    /// Children that a finding lists.
    static let mostChildren = 50

    /// - Parameter index: of ICD-10-CM.
    package init(_ index: TerminologyIndex) { self.index = index }

    /// Checks one code, with or without its dot, in either case.
    package func validate(_ code: String) -> CodeValidation {
        var result = CodeValidation(written: code)
        let text = code.joinedBlanks.uppercased()
        let plain = ICDCode.plain(text)
        guard !plain.isEmpty else {
            result.findings = [.empty]
            return result
        }
        if let concept = index.concept(code: ICDCode.dotted(plain)) ?? index.concept(code: text) {
            describe(concept, &result)
            let canonical = index.code(concept)
            if text.contains("."), text != canonical {
                result.findings.append(.dotMisplaced(suggestion: canonical))
            }
            judge(concept, &result)
            advise(concept, &result)
        } else if !ICDCode.isClinicalModification(plain.utf8) {
            result.findings.append(.malformed)
        } else {
            result.findings.append(explain(plain))
            if case .seventhInvalid(_, let allowed)? = result.findings.last { result.sevenths = allowed }
        }
        result.findings.sort { $0.severity < $1.severity }
        return result
    }

    /// The 7th characters that a header takes; empty where it is none of that kind.
    package func sevenths(of concept: Concept) -> [SeventhCharacter] {
        let base = ICDCode.plain(index.code(concept))
        guard base.utf8.count < 7, !index.flags(concept).contains(.billable) else { return [] }
        let padded = base + String(repeating: "X", count: max(0, 6 - base.utf8.count))
        let title = index.preferredTerm(concept)
        let meanings = definedSevenths(concept)
        return index.children(concept).compactMap { child -> SeventhCharacter? in
            let code = index.code(child)
            let plain = ICDCode.plain(code)
            guard plain.utf8.count == 7, plain.hasPrefix(padded), let last = plain.last else { return nil }
            let own = index.preferredTerm(child)
            let rest = own.hasPrefix(title + ", ") ? String(own.dropFirst(title.count + 2)) : own
            return SeventhCharacter(character: String(last), meaning: meanings[last] ?? rest, code: code)
        }.sorted { $0.character < $1.character }
    }
}

// One code
extension ICD10CMValidator {
    private func describe(_ concept: Concept, _ result: inout CodeValidation) {
        result.concept = concept
        result.code = index.code(concept)
        result.display = index.preferredTerm(concept)
        result.isBillable = index.flags(concept).contains(.billable)
        result.sevenths = sevenths(of: concept)
    }

    private func judge(_ concept: Concept, _ result: inout CodeValidation) {
        let flags = index.flags(concept)
        if !flags.contains(.active) {
            let replacements = index.history(of: concept).map { index.code($0.target) }
            result.findings.append(.inactive(replacements: replacements))
        }
        guard !flags.contains(.billable) else { return }
        guard result.sevenths.isEmpty else {
            result.findings.append(.seventhMissing(result.sevenths))
            return
        }
        let children = index.children(concept)
        result.findings.append(
            .notBillable(
                missing: missing(below: concept),
                children: children.prefix(Self.mostChildren).map { index.code($0) }))
    }

    /// How many characters the billable codes below a header have more; 0 for chapters and sections.
    private func missing(below concept: Concept) -> ClosedRange<Int> {
        let tag = index.tag(concept)
        guard tag != "chapter", tag != "section" else { return 0...0 }
        let length = ICDCode.plain(index.code(concept)).utf8.count
        var set = index.emptySet()
        index.insertDescendants(of: concept, orSelf: false, into: &set)
        var fewest = Int.max
        var most = 0
        for below in set where index.flags(below).contains(.billable) {
            let more = ICDCode.plain(index.code(below)).utf8.count - length
            fewest = min(fewest, more)
            most = max(most, more)
        }
        return fewest <= most ? max(0, fewest)...max(0, most) : 0...0
    }

    /// Why there is no such code.
    private func explain(_ plain: String) -> CodeFinding {
        var base: Concept?
        for length in stride(from: plain.utf8.count - 1, through: 3, by: -1) where base == nil {
            base = index.concept(code: ICDCode.dotted(plain.prefix(length)))
        }
        guard let base else { return .unknown(nearest: nil) }
        let code = index.code(base)
        let start = ICDCode.plain(code)
        let rest = plain.dropFirst(start.utf8.count)
        if let suggestion = withPlaceholders(plain) { return .placeholderMissing(suggestion: suggestion) }
        let allowed = sevenths(of: base)
        if !allowed.isEmpty, let last = rest.last, rest.dropLast().allSatisfy({ $0 == "X" }) {
            return .seventhInvalid(String(last), allowed: allowed)
        }
        return index.flags(base).contains(.billable) ? .tooLong(code: code) : .unknown(nearest: code)
    }

    /// The code that this one becomes when X stands in one place where characters were left out.
    private func withPlaceholders(_ plain: String) -> String? {
        guard plain.utf8.count < 7 else { return nil }
        for place in 3...plain.utf8.count {
            for count in 1...(7 - plain.utf8.count) {
                let candidate = plain.prefix(place) + String(repeating: "X", count: count) + plain.dropFirst(place)
                let code = ICDCode.dotted(candidate)
                if index.concept(code: code).map({ index.flags($0).contains(.billable) }) == true { return code }
            }
        }
        return nil
    }

    /// The meanings that the tabular list gives at a concept or the nearest above it.
    private func definedSevenths(_ concept: Concept) -> [Character: String] {
        for ancestor in index.path(to: concept).reversed() {
            var meanings: [Character: String] = [:]
            for property in index.properties(of: ancestor) where property.name == ICD10CMProperty.seventh.rawValue {
                guard let character = property.value.first, property.value.dropFirst().hasPrefix(": ") else { continue }
                meanings[character] = String(property.value.dropFirst(3))
            }
            if !meanings.isEmpty { return meanings }
        }
        return [:]
    }
}
