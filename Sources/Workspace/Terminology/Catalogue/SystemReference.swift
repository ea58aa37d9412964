import LabelConfig

/// A code system as configs, addresses and commands name it: `snomed`, `icd10cm@2026`.
package struct SystemReference: Sendable, Hashable {
    package let key: String
    /// Nil for the version that is the default.
    package let version: String?

    package init(key: String, version: String? = nil) {
        self.key = key
        self.version = version
    }

    /// Reads `key` or `key@version`; `project` stands for the tree of the project it is read in.
    package init(_ text: String, in project: Int? = nil) throws(Refusal) {
        guard let system = CodeScope.System(text) else {
            throw .invalid(
                .init("system", "“\(text)” names no code system; write a key such as snomed or icd10cm@2026."))
        }
        self.init(system, in: project)
    }

    init(_ system: CodeScope.System, in project: Int?) {
        self.init(key: ProjectTree.key(system.key, in: project), version: system.version)
    }

    package var text: String { version.map { "\(key)@\($0)" } ?? key }

    /// Which of the releases it means; they stand with the default of each key first.
    func resolve(in releases: [TerminologyRelease]) -> TerminologyRelease? {
        releases.first { $0.key == key && (version == nil || $0.version == version) }
    }
}

extension SystemReference {
    /// Whether a text can be the key of a system.
    static func isKey(_ text: String) -> Bool {
        guard let system = CodeScope.System(text) else { return false }
        return system.key == text && system.version == nil
    }
}
