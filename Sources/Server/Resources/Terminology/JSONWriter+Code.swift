import JSON
import Terminology
import Workspace

/// Codes as the interface and other programs get them: written straight from the index.
extension JSONWriter {
    // MARK: Lists

    /// What was found in one system.
    mutating func group(_ group: FoundCodes) {
        let release = group.release
        object { writer in
            writer.member("system", release.key)
            writer.member("version", release.version)
            writer.member("title", release.title)
            writer.member("uri", release.uri)
            writer.member("version_uri", release.versionURI)
            writer.member("more", group.answer.hasMore)
            writer.note(group.answer.note)
            writer.member(
                "items",
                array: { writer in
                    for hit in group.answer.hits {
                        writer.object { writer in
                            writer.codeMembers(
                                hit.concept, in: release, group.index, dialect: group.dialect, uses: hit.uses,
                                hit: hit)
                        }
                    }
                })
        }
    }

    private mutating func note(_ note: SearchAnswer.Note?) {
        switch note {
        case nil: member("note", JSONValue.null)
        case .typo(let instead): self.note("typo", instead)
        case .code: self.note("code", nil)
        case .abbreviation(let words): self.note("abbreviation", words)
        case .partial(let word): self.note("partial", word)
        }
    }

    private mutating func note(_ kind: String, _ instead: String?) {
        member(
            "note",
            object: { writer in
                writer.member("kind", kind)
                writer.member("instead", instead)
            })
    }

    /// The members of an item of a list; the object is the caller's.
    mutating func codeMembers(
        _ concept: Concept, in release: TerminologyRelease, _ index: TerminologyIndex, dialect: Int, uses: Int,
        hit: SearchHit? = nil
    ) {
        let flags = index.flags(concept)
        let display = hit?.preferred ?? index.preferredTerm(concept, dialect: dialect)
        member("code", index.code(concept))
        member("display", display)
        member("tag", index.tag(concept))
        member("active", flags.contains(.active))
        member("selectable", flags.contains(.selectable))
        billing(flags, release)
        let matched = hit.flatMap { $0.text == display ? nil : $0.text }
        member("matched", matched)
        member(
            "marks",
            array: { writer in
                for mark in hit?.marks ?? [] {
                    writer.array { writer in
                        writer.value(mark.lowerBound)
                        writer.value(mark.upperBound)
                    }
                }
            })
        member(
            "path",
            array: { writer in
                for name in CodePath.short(to: concept, in: index, dialect: dialect) { writer.value(name) }
            })
        member("uses", uses)
        key("replaced_by")
        if !flags.contains(.active), let next = Replacements(of: concept, in: index).first {
            named(next, in: index, dialect: dialect)
        } else {
            null()
        }
    }

    /// Whether a code may be used on a claim; null in systems that do not say.
    private mutating func billing(_ flags: ConceptFlags, _ release: TerminologyRelease) {
        key("billable")
        if release.saysBilling { value(flags.contains(.billable)) } else { null() }
    }

    /// Code and name.
    mutating func named(_ concept: Concept, in index: TerminologyIndex, dialect: Int = 0) {
        object { writer in
            writer.member("code", index.code(concept))
            writer.member("display", index.preferredTerm(concept, dialect: dialect))
        }
    }

    mutating func treeItem(_ concept: Concept, of level: CodeLevel) {
        let index = level.index
        object { writer in
            writer.member("code", index.code(concept))
            writer.member("display", index.preferredTerm(concept, dialect: level.dialect))
            writer.member("tag", index.tag(concept))
            writer.member("selectable", index.flags(concept).contains(.selectable))
            writer.member("active", index.active.contains(concept))
            writer.member("children", level.childCount(of: concept))
            writer.member("descendants", level.descendantCount(of: concept))
            writer.member("in_scope", true)
        }
    }

    /// A node as Label Studio's Taxonomy reads it.
    mutating func taxonomyItem(_ concept: Concept, of level: CodeLevel) {
        let index = level.index
        object { writer in
            writer.member("value", index.preferredTerm(concept, dialect: level.dialect))
            writer.member("alias", index.code(concept))
            writer.member("isLeaf", level.childCount(of: concept) == 0)
            writer.member("hint", index.fullySpecifiedName(concept) ?? index.code(concept))
        }
    }

    mutating func expressionItem(_ concept: Concept, in index: TerminologyIndex) {
        object { writer in
            writer.member("code", index.code(concept))
            writer.member("display", index.preferredTerm(concept))
            writer.member("tag", index.tag(concept))
            writer.member("active", index.active.contains(concept))
        }
    }

    // MARK: Maps

    mutating func maps(_ maps: CodeMaps) {
        array { writer in
            for map in maps.maps {
                writer.object { writer in
                    writer.member("title", map.title)
                    writer.member("target_system", map.targetSystem)
                    writer.member("target_key", map.targetKey)
                    writer.member("groups", array: { writer in for group in map.groups { writer.mapGroup(group) } })
                }
            }
        }
    }

    private mutating func mapGroup(_ group: CodeMaps.Group) {
        object { writer in
            writer.member("group", group.number)
            writer.member(
                "rows",
                array: { writer in
                    for row in group.rows {
                        writer.object { writer in
                            writer.member("priority", row.priority)
                            writer.member("rule", row.rule)
                            writer.member("advice", row.advice)
                            writer.key("target")
                            if let target = row.target { writer.mapTarget(target) } else { writer.null() }
                            writer.member("category", row.category)
                            writer.member("relation", row.relation)
                        }
                    }
                })
        }
    }

    private mutating func mapTarget(_ target: CodeMaps.Target) {
        object { writer in
            writer.member("code", target.code)
            writer.member("display", target.display)
            writer.key("billable")
            if let billable = target.isBillable { writer.value(billable) } else { writer.null() }
        }
    }
}
