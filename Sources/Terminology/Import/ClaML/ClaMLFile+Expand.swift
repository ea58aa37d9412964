extension ClaMLFile {
    /// A class that a modifier makes: `E10` with `.0` is `E10.0`.
    struct Made {
        var code: String
        var parent: String
        /// The class and the modifier classes it was made of.
        var base: Int
        var modifiers: [ModifierClass]
    }

    /// The classes that modifiers make.
    ///
    /// A modifier applies to a category and to all below it, unless one excludes it; classes that have subclasses pass
    /// it on to them. Two modifiers of a class follow each other, the one of the fourth character first. A class that
    /// the file holds itself is not made again.
    func made(_ problems: inout ProblemList) -> [Made] {
        let rows = Dictionary(classes.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        var hasChildren: Set<String> = []
        for one in classes where one.kind == "category" { hasChildren.formUnion(one.parents) }
        var made: [Made] = []
        var codes = Set(classes.map(\.code))
        for (index, one) in classes.enumerated() where one.kind == "category" && !hasChildren.contains(one.code) {
            var level = [Made(code: one.code, parent: one.parents.first ?? "", base: index, modifiers: [])]
            for use in modifiers(of: index, rows) {
                guard let values = modifiers[use.modifier] else {
                    problems.warn(name, one.line, "ModifiedBy", "the modifier \(use.modifier) has no classes")
                    continue
                }
                var next: [Made] = []
                for base in level {
                    for value in values where use.only.isEmpty || use.only.contains(value.code) {
                        if isExcluded(value, after: base.modifiers) { continue }
                        let code = Self.joined(base.code, value.code, use.modifier)
                        guard codes.insert(code).inserted else { continue }
                        next.append(
                            Made(code: code, parent: base.code, base: index, modifiers: base.modifiers + [value]))
                    }
                }
                made += next
                if !next.isEmpty { level = next }
            }
        }
        return made
    }

    /// The modifiers of a class, its own and those it inherits; the fourth character's first.
    private func modifiers(of index: Int, _ rows: [String: Int]) -> [ModifiedBy] {
        var found: [ModifiedBy] = []
        var excluded: Set<String> = []
        var next: Int? = index
        var steps = 0
        while let row = next, steps < 50 {
            let one = classes[row]
            for use in one.modifiedBy where !excluded.contains(use.modifier) {
                // Chapters and blocks name modifiers of later characters that are voluntary, such as activities.
                if one.kind != "category", !isFourth(use.modifier) { continue }
                if !found.contains(where: { $0.modifier == use.modifier }) { found.append(use) }
            }
            excluded.formUnion(one.excludedModifiers)
            next = one.parents.first.flatMap { rows[$0] }
            steps += 1
        }
        return found.filter { isFourth($0.modifier) } + found.filter { !isFourth($0.modifier) }
    }

    private func isFourth(_ modifier: String) -> Bool {
        modifier.hasSuffix("_4") || modifiers[modifier]?.first?.code.hasPrefix(".") == true
    }

    /// “excludeOnPrecedingModifier” names a modifier and the values after which this one may not come.
    private func isExcluded(_ value: ModifierClass, after preceding: [ModifierClass]) -> Bool {
        value.meta.contains { meta in
            guard meta.name == "excludeOnPrecedingModifier" else { return false }
            let words = meta.value.split(separator: " ")
            return preceding.contains { $0.modifier == words.first ?? "" && words.dropFirst().contains($0.code[...]) }
        }
    }

    /// `E10` and `.0` are `E10.0`, `I70.0` and `1` are `I70.01`, `M45` and a fifth character `0` are `M45.X0`.
    static func joined(_ base: String, _ value: String, _ modifier: String) -> String {
        let digits = value.hasPrefix(".") ? value.dropFirst() : value[...]
        if base.contains(".") { return base + digits }
        return modifier.hasSuffix("_5") && !value.hasPrefix(".") ? "\(base).X\(digits)" : "\(base).\(digits)"
    }
}
