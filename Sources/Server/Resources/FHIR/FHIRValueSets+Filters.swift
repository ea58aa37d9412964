import JSON
import Terminology
import Workspace

extension FHIRValueSets {
    /// What a filter of a value set selects: a branch, an expression, or what has a property.
    func concepts(of filter: JSONValue, in open: OpenRelease, _ path: String) async throws -> ConceptSet {
        guard let property = filter["property"]?.string, let op = filter["op"]?.string,
            let value = filter["value"]?.string
        else { throw FHIRFailure(.required, "A filter has property, op and value.", at: path) }
        let index = open.index
        switch (property, op) {
        case ("constraint", "="), ("expression", "="), ("ecl", "="):
            return try await scopes.evaluate(value, in: open)
        case ("concept", _), ("code", _):
            return try await concepts(op, value, in: open, path)
        case ("inactive", "="), ("active", "="):
            let wantsActive = (value == "true") == (property == "active")
            var set = index.allConcepts()
            if wantsActive { set.formIntersection(index.active) } else { set.subtract(index.active) }
            return set
        case ("parent", "="), ("child", "="):
            let concept = try find(value, in: open, path)
            let found = property == "parent" ? index.children(concept) : index.parents(concept)
            return ConceptSet(universe: index.conceptCount, found)
        case ("sufficientlyDefined", "="):
            return try await scopes.evaluate(
                "* {{ C definitionStatus = \(value == "true" ? "defined" : "primitive") }}", in: open)
        case ("semanticTag", "="):
            return try await scopes.evaluate(
                "* {{ C semanticTag = \"\(value.filter { $0 != "\"" && $0 != "\\" })\" }}", in: open)
        case (_, "="), (_, "in"):
            return try attribute(property, value, op, in: open, path)
        default:
            throw FHIRFailure(.notSupported, "The filter \(property) \(op) is not known here.", at: path)
        }
    }

    private func concepts(_ op: String, _ value: String, in open: OpenRelease, _ path: String) async throws
        -> ConceptSet
    {
        let index = open.index
        switch op {
        case "in" where index.identity.codeStyle == .snomed:
            // Of SNOMED CT “in” names a reference set.
            let concept = try find(value, in: open, path)
            return index.referenceSet(concept)?.members ?? index.emptySet()
        case "in", "=":
            let concepts = value.split(separator: ",").compactMap { open.find(String($0).trimmed) }
            return ConceptSet(universe: index.conceptCount, concepts)
        case "not-in":
            var set = everything(in: open).parts.first?.set ?? index.emptySet()
            for code in value.split(separator: ",") {
                if let concept = open.find(String(code).trimmed) { set.remove(concept) }
            }
            return set
        default: break
        }
        let concept = try find(value, in: open, path)
        var set = index.emptySet()
        switch op {
        case "is-a": index.insertDescendants(of: concept, orSelf: true, into: &set)
        case "descendent-of", "descendant-of": index.insertDescendants(of: concept, orSelf: false, into: &set)
        case "generalizes": index.insertAncestors(of: concept, orSelf: true, into: &set)
        case "is-not-a":
            var branch = index.emptySet()
            index.insertDescendants(of: concept, orSelf: true, into: &branch)
            set = everything(in: open).parts.first?.set ?? set
            set.subtract(branch)
        default: throw FHIRFailure(.notSupported, "The filter concept \(op) is not known here.", at: path)
        }
        return set
    }

    /// Concepts with a property of a value: an attribute of SNOMED CT by its code, or a property of another system.
    private func attribute(
        _ property: String, _ value: String, _ op: String, in open: OpenRelease, _ path: String
    ) throws -> ConceptSet {
        let index = open.index
        let wanted = op == "in" ? value.split(separator: ",").map { String($0).trimmed } : [value]
        var set = index.emptySet()
        if let type = open.find(property), index.attributeTypes.contains(type) {
            let targets = ConceptSet(universe: index.conceptCount, wanted.compactMap { open.find($0) })
            let rows = index.attributeRows(type: type)
            for row in 0..<rows.count {
                if case .concept(let target) = rows.target(row), targets.contains(target) {
                    set.insert(rows.source(row))
                }
            }
            return set
        }
        guard index.propertyNames.contains(property) else {
            throw FHIRFailure(.notSupported, "\(open.release.name) has no property “\(property.prefix(50))”.", at: path)
        }
        for concept in index.allConcepts()
        where index.properties(of: concept).contains(where: { $0.name == property && wanted.contains($0.value) }) {
            set.insert(concept)
        }
        return set
    }

    private func find(_ code: String, in open: OpenRelease, _ path: String) throws -> Concept {
        guard let concept = open.find(code.trimmed) else {
            throw FHIRFailure(.codeInvalid, "\(open.release.name) has no code “\(code.prefix(64))”.", at: path)
        }
        return concept
    }
}
