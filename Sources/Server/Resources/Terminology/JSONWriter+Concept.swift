import JSON
import Terminology
import Workspace

/// Everything that is known of one concept.
extension JSONWriter {
    /// The most children that come with their concept; the tree has the others.
    private static let mostChildren = 50

    /// The members of a concept; the object is the caller's.
    mutating func concept(_ concept: Concept, in open: OpenRelease, dialect: Int, among releases: [OpenRelease]) {
        let (release, index) = (open.release, open.index)
        let flags = index.flags(concept)
        member("system", release.key)
        member("version", release.version)
        member("version_uri", release.versionURI)
        member("uri", release.uri)
        member("title", release.title)
        member("code", index.code(concept))
        member("display", index.preferredTerm(concept, dialect: dialect))
        member("fsn", index.fullySpecifiedName(concept))
        member("tag", index.tag(concept))
        member("active", flags.contains(.active))
        member("defined", flags.contains(.defined))
        member("selectable", flags.contains(.selectable))
        key("billable")
        if release.saysBilling { value(flags.contains(.billable)) } else { null() }
        member("module", index.module(concept))
        let time = index.effectiveTime(concept)
        member("effective_time", time == 0 ? nil : String(time))
        member(
            "descriptions",
            array: { writer in for one in index.descriptions(of: concept) { writer.description(one, index) } })
        relatives(of: concept, in: index, dialect: dialect)
        member(
            "attributes",
            array: { writer in for one in index.attributes(of: concept) { writer.attribute(one, index, dialect) } })
        member(
            "refsets",
            array: { writer in
                for set in index.referenceSets(containing: concept) { writer.named(set, in: index, dialect: dialect) }
            })
        key("maps")
        maps(CodeMaps(of: concept, in: open, to: nil, among: releases))
        member(
            "history",
            array: { writer in
                for (association, target) in index.history(of: concept) {
                    writer.object { writer in
                        writer.key("association")
                        writer.named(association, in: index, dialect: dialect)
                        writer.key("target")
                        writer.named(target, in: index, dialect: dialect)
                    }
                }
            })
        member(
            "properties",
            array: { writer in
                for (name, value) in index.properties(of: concept) {
                    writer.object { writer in
                        writer.member("name", name)
                        writer.member("value", value)
                    }
                }
            })
        claim(concept, in: open)
    }

    private mutating func relatives(of concept: Concept, in index: TerminologyIndex, dialect: Int) {
        member(
            "parents",
            array: { writer in for parent in index.parents(concept) { writer.relative(parent, index, dialect) } })
        let children = Array(index.children(concept))
        member(
            "children",
            array: { writer in
                for child in children.prefix(Self.mostChildren) { writer.relative(child, index, dialect) }
            })
        member("children_total", children.count)
        member("descendants", index.descendantCount(concept))
        member(
            "ancestors_path",
            array: { writer in
                for step in index.path(to: concept).dropLast() { writer.named(step, in: index, dialect: dialect) }
            })
    }

    private mutating func relative(_ concept: Concept, _ index: TerminologyIndex, _ dialect: Int) {
        object { writer in
            writer.member("code", index.code(concept))
            writer.member("display", index.preferredTerm(concept, dialect: dialect))
            writer.member("descendants", index.descendantCount(concept))
            writer.member("active", index.active.contains(concept))
        }
    }

    private mutating func description(_ description: ConceptDescription, _ index: TerminologyIndex) {
        object { writer in
            writer.member("text", description.text)
            writer.member("kind", "\(description.kind)")
            writer.member("active", description.isActive)
            writer.member("language", description.language)
            writer.member(
                "dialects",
                array: { writer in
                    for (number, dialect) in index.dialects.enumerated() {
                        guard let acceptability = description.acceptability(dialect: number) else { continue }
                        writer.object { writer in
                            writer.member("tag", dialect.tag)
                            writer.member("preferred", acceptability == .preferred)
                        }
                    }
                })
        }
    }

    private mutating func attribute(_ attribute: Attribute, _ index: TerminologyIndex, _ dialect: Int) {
        object { writer in
            writer.member("group", attribute.group)
            writer.key("type")
            writer.named(attribute.type, in: index, dialect: dialect)
            writer.key("value")
            switch attribute.target {
            case .concept(let target): writer.named(target, in: index, dialect: dialect)
            case .value(.number(let text)): writer.value(text)
            case .value(.text(let text)): writer.value(text)
            case .value(.boolean(let value)): writer.value(value)
            }
        }
    }

    /// Whether an ICD-10-CM code may be used on a claim, and what it lacks; null for other systems.
    private mutating func claim(_ concept: Concept, in open: OpenRelease) {
        key("validation")
        guard open.release.uri == "http://hl7.org/fhir/sid/icd-10-cm" || open.release.key == "icd10cm" else {
            return null()
        }
        let sevenths = ICD10CMValidator(open.index).sevenths(of: concept)
        object { writer in
            writer.member("billable", open.index.flags(concept).contains(.billable))
            writer.member("needs_seventh", !sevenths.isEmpty)
            writer.member(
                "seventh",
                array: { writer in
                    for seventh in sevenths {
                        writer.object { writer in
                            writer.member("character", seventh.character)
                            writer.member("meaning", seventh.meaning)
                            writer.member("code", seventh.code)
                        }
                    }
                })
        }
    }
}
