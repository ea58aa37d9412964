import JSON
import Terminology
import Workspace

/// What `$validate-code` says of codings: whether one of them is right, and else what is wrong.
struct FHIRCodeCheck {
    let systems: FHIRSystems
    let parameters: FHIRParameters
    /// Whether a concept is in the value set that is asked about; nil where none is.
    let isAllowed: ((OpenRelease, Concept) -> Bool)?

    /// What was found out about one coding.
    private struct Finding {
        var coding: FHIRCoding
        var isRight = false
        var message: String?
        var display: String?
        var version: String?
        var isInactive: Bool?
    }

    func resource(_ codings: [FHIRCoding]) async throws -> JSONValue {
        var findings: [Finding] = []
        for coding in codings {
            let finding = try await check(coding)
            findings.append(finding)
            if finding.isRight { break }
        }
        guard let shown = findings.first(where: \.isRight) ?? findings.first else { throw FHIRFailure.missing("code") }
        var answer = FHIRAnswer()
        answer.add("result", boolean: shown.isRight)
        let messages = shown.isRight ? [shown.message] : findings.map(\.message)
        answer.add("message", string: messages.compactMap { $0 }.joined(separator: " "))
        answer.add("display", string: shown.display)
        answer.add("code", code: shown.coding.code)
        answer.add("system", uri: shown.coding.system)
        answer.add("version", string: shown.version)
        if let isInactive = shown.isInactive { answer.add("inactive", boolean: isInactive) }
        return answer.resource
    }

    private func check(_ coding: FHIRCoding) async throws -> Finding {
        var finding = Finding(coding: coding)
        guard let system = coding.system else {
            finding.message = "The coding names no system."
            return finding
        }
        guard let open = try await systems.find(system, version: coding.version) else {
            finding.message =
                "The code system \(system)\(coding.version.map { ", version \($0)," } ?? "") is not loaded, so the code cannot be checked."
            return finding
        }
        finding.version = open.release.versionURI
        guard let concept = open.find(coding.code) else {
            finding.message = "\(system) has no code “\(coding.code.prefix(64))” in version \(open.release.versionURI)."
            return finding
        }
        let dialect = open.dialect(for: parameters["displayLanguage"] ?? parameters.acceptedLanguage)
        let display = open.index.preferredTerm(concept, dialect: dialect)
        finding.display = display
        let isActive = open.index.flags(concept).contains(.active)
        if !isActive { finding.isInactive = true }
        if let isAllowed, !isAllowed(open, concept) {
            finding.message = "The code \(coding.code) of \(system) is not in the value set."
            return finding
        }
        if let wanted = coding.display, !isName(wanted, of: concept, in: open.index) {
            finding.message = "“\(wanted.prefix(200))” is no display of \(system)#\(coding.code); it is “\(display)”."
            finding.isRight = try parameters.boolean("lenient-display-validation") ?? false
            return finding
        }
        finding.isRight = true
        if !isActive { finding.message = "The code \(coding.code) is inactive in version \(open.release.versionURI)." }
        return finding
    }

    /// Whether a text is one of a concept's active names, in any case and with any blanks.
    private func isName(_ text: String, of concept: Concept, in index: TerminologyIndex) -> Bool {
        let wanted = Self.plain(text)
        let descriptions = index.descriptions(of: concept)
        return descriptions.contains { $0.isActive && Self.plain($0.text) == wanted }
            || descriptions.isEmpty && wanted == Self.plain(index.code(concept))
    }

    private static func plain(_ text: String) -> String {
        text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }
}
