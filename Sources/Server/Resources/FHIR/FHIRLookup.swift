import JSON
import Terminology
import Workspace

/// What `CodeSystem/$lookup` says of a concept.
struct FHIRLookup {
    let open: OpenRelease
    let concept: Concept
    let dialect: Int
    /// Which are asked for; all where empty.
    let properties: Set<String>

    private var index: TerminologyIndex { open.index }

    var resource: JSONValue {
        var answer = FHIRAnswer()
        answer.add("name", string: open.release.title)
        answer.add("version", string: open.release.versionURI)
        answer.add("display", string: index.preferredTerm(concept, dialect: dialect))
        answer.add("code", code: index.code(concept))
        answer.add("system", uri: open.release.uri)
        if wants("designation") {
            for (language, use, value) in FHIRDesignations.of(concept, in: index) {
                answer.add("designation") { part in
                    part.add("language", code: language)
                    if let use { part.add("use", value: ("valueCoding", use)) }
                    part.add("value", string: value)
                }
            }
        }
        addFlags(&answer)
        addHierarchy(&answer)
        addAttributes(&answer)
        for (name, value) in index.properties(of: concept) { add(&answer, name, ("valueString", .string(value))) }
        return answer.resource
    }

    private func wants(_ name: String) -> Bool {
        properties.isEmpty || properties.contains(name) || properties.contains("*")
    }

    private func add(_ answer: inout FHIRAnswer, _ code: String, _ value: (String, JSONValue)) {
        guard wants(code) else { return }
        answer.add("property") { part in
            part.add("code", code: code)
            part.add("value", value: value)
        }
    }

    private func addFlags(_ answer: inout FHIRAnswer) {
        let flags = index.flags(concept)
        add(&answer, "inactive", ("valueBoolean", .bool(!flags.contains(.active))))
        if index.identity.codeStyle == .snomed {
            add(&answer, "sufficientlyDefined", ("valueBoolean", .bool(flags.contains(.defined))))
        }
        if open.release.key == "icd10cm" || flags.contains(.billable) {
            add(&answer, "billable", ("valueBoolean", .bool(flags.contains(.billable))))
        }
        let module = index.module(concept)
        if !module.isEmpty { add(&answer, "moduleId", ("valueCode", .string(module))) }
        let time = index.effectiveTime(concept)
        if time != 0 { add(&answer, "effectiveTime", ("valueString", .string(String(time)))) }
        let tag = index.tag(concept)
        if !tag.isEmpty { add(&answer, "semanticTag", ("valueString", .string(tag))) }
    }

    private func addHierarchy(_ answer: inout FHIRAnswer) {
        for parent in index.parents(concept) { add(&answer, "parent", ("valueCode", .string(index.code(parent)))) }
        for child in index.children(concept) { add(&answer, "child", ("valueCode", .string(index.code(child)))) }
    }

    /// Those of role groups as parts of a property 609096000 |Role group|, as FHIR's page on SNOMED CT has it.
    private func addAttributes(_ answer: inout FHIRAnswer) {
        let attributes = index.attributes(of: concept)
        for attribute in attributes where attribute.group == 0 {
            add(&answer, index.code(attribute.type), value(of: attribute.target))
        }
        guard wants("609096000") || attributes.contains(where: { properties.contains(index.code($0.type)) }) else {
            return
        }
        for group in Set(attributes.map(\.group)).subtracting([0]).sorted() {
            answer.add("property") { part in
                part.add("code", code: "609096000")
                for attribute in attributes where attribute.group == group {
                    part.add("subproperty") { inner in
                        inner.add("code", code: index.code(attribute.type))
                        inner.add("value", value: value(of: attribute.target))
                    }
                }
            }
        }
    }

    private func value(of target: AttributeTarget) -> (String, JSONValue) {
        switch target {
        case .concept(let concept): return ("valueCode", .string(index.code(concept)))
        case .value(.boolean(let truth)): return ("valueBoolean", .bool(truth))
        case .value(.text(let text)): return ("valueString", .string(text))
        case .value(.number(let text)):
            // As it is written in the release, so that no digit is lost.
            let number = (try? JSONValue(parsing: text)) ?? .string(text)
            if case .number = number { return (text.contains(".") ? "valueDecimal" : "valueInteger", number) }
            return ("valueString", .string(text))
        }
    }
}
