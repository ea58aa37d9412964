/// What a Taxonomy offers of code systems: `terminology="snomed,icd10cm@2026" ecl="<< 404684003"`.
package struct CodeScope: Sendable, Hashable {
    /// A code system by its short name, in one version or in that which the installation uses.
    package struct System: Sendable, Hashable {
        /// `snomed`, `icd10cm`, or `project` for the project's own tree.
        package let key: String
        /// Nil for the version that is the default.
        package let version: String?

        /// Reads `key` or `key@version`; nil where the text is neither.
        package init?(_ text: String) {
            let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
            let key = lowerCased(String(Substring(parts.first ?? "").trimmingSpaces))
            guard !key.isEmpty, key.utf8.count <= 64, key.utf8.allSatisfy(Self.isOfKey) else { return nil }
            self.key = key
            guard parts.count > 1 else {
                version = nil
                return
            }
            let version = String(parts[1].trimmingSpaces)
            guard !version.isEmpty, version.utf8.count <= 64, version.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x2C })
            else {
                return nil
            }
            self.version = version
        }

        /// As it is written in configs and addresses.
        package var text: String { version.map { "\(key)@\($0)" } ?? key }

        private static func isOfKey(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// In the order written: results of the first come first.
    package let systems: [System]
    /// An expression of ECL that bounds what is offered.
    package let expression: String?
    /// Only this concept and what is below it.
    package let below: String?
    /// Whether headers, which are there to group others, may be chosen too (`selectable="any"`).
    package let includesUnselectable: Bool
}

extension ControlTag {
    /// The codes it offers; nil for a control that names its options itself.
    package var codeScope: CodeScope? {
        guard kind == .taxonomy, element["terminology"] != nil else { return nil }
        let systems = element.list("terminology").compactMap { CodeScope.System($0) }
        guard !systems.isEmpty else { return nil }
        let written = { (key: String) -> String? in
            let text = Substring(element[key] ?? "").trimmingSpaces
            return text.isEmpty ? nil : String(text)
        }
        return CodeScope(
            systems: systems, expression: written("ecl"), below: written("below"),
            includesUnselectable: element["selectable"].map(lowerCased) == "any")
    }
}
