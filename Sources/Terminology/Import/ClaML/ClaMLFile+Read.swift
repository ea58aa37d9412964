extension ClaMLFile {
    /// - Throws: `ImportFailure`.
    init(_ bytes: [UInt8], name: String) throws(ImportFailure) {
        self.init(name: name)
        do throws(XMLProblem) {
            var scanner = try XMLScanner(bytes)
            guard case .start("ClaML") = try scanner.next() else {
                throw scanner.problem("the root element is not ClaML")
            }
            try read(&scanner)
        } catch {
            throw ImportFailure([error.problem(in: name)])
        }
        if language.isEmpty { language = "en" }
    }

    private mutating func read(_ scanner: inout XMLScanner) throws(XMLProblem) {
        while true {
            switch try scanner.next() {
            case .start("Title"):
                shortName = scanner.attribute("name") ?? ""
                version = scanner.attribute("version") ?? ""
                date = scanner.attribute("date") ?? ""
                title = try scanner.content()
            case .start("Meta"):
                if scanner.attribute("name") == "lang" { language = scanner.attribute("value") ?? "" }
                try scanner.skipElement()
            case .start("Identifier"):
                authority = scanner.attribute("authority") ?? ""
                try scanner.skipElement()
            case .start("Author"):
                let author = try scanner.content()
                if !author.isEmpty { authors.append(author) }
            case .start("Authors"): break
            case .start("Class"): classes.append(try readClass(&scanner))
            case .start("ModifierClass"): try readModifierClass(&scanner)
            case .start: try scanner.skipElement()
            case .end, .text: break
            case .finish: return
            }
        }
    }

    private mutating func readClass(_ scanner: inout XMLScanner) throws(XMLProblem) -> Class {
        var read = Class(
            code: scanner.attribute("code") ?? "", kind: scanner.attribute("kind") ?? "",
            usage: scanner.attribute("usage") ?? "", line: scanner.line)
        guard !read.code.isEmpty else { throw scanner.problem("a class without a code") }
        while true {
            switch try scanner.next() {
            case .start("SuperClass"):
                if let code = scanner.attribute("code") { read.parents.append(code) }
                try scanner.skipElement()
            case .start("ModifiedBy"): read.modifiedBy.append(try readModifiedBy(&scanner))
            case .start("ExcludeModifier"):
                if let code = scanner.attribute("code") { read.excludedModifiers.insert(code) }
                try scanner.skipElement()
            case .start("Meta"):
                read.meta.append((scanner.attribute("name") ?? "", scanner.attribute("value") ?? ""))
                try scanner.skipElement()
            case .start("Rubric"): read.rubrics += try readRubric(&scanner)
            case .start: try scanner.skipElement()
            case .end: return read
            case .text, .finish: break
            }
        }
    }

    private func readModifiedBy(_ scanner: inout XMLScanner) throws(XMLProblem) -> ModifiedBy {
        var read = ModifiedBy(modifier: scanner.attribute("code") ?? "")
        while true {
            switch try scanner.next() {
            case .start("ValidModifierClass"):
                if let code = scanner.attribute("code") { read.only.append(code) }
                try scanner.skipElement()
            case .start: try scanner.skipElement()
            case .end: return read
            case .text, .finish: break
            }
        }
    }

    private mutating func readModifierClass(_ scanner: inout XMLScanner) throws(XMLProblem) {
        var read = ModifierClass(
            code: scanner.attribute("code") ?? "", modifier: scanner.attribute("modifier") ?? "", line: scanner.line)
        guard !read.code.isEmpty, !read.modifier.isEmpty else {
            throw scanner.problem("a class of a modifier lacks its code or its modifier")
        }
        reading: while true {
            switch try scanner.next() {
            case .start("Rubric"): read.rubrics += try readRubric(&scanner)
            case .start("Meta"):
                read.meta.append((scanner.attribute("name") ?? "", scanner.attribute("value") ?? ""))
                try scanner.skipElement()
            case .start: try scanner.skipElement()
            case .end: break reading
            case .text, .finish: break
            }
        }
        modifiers[read.modifier, default: []].append(read)
    }

    private mutating func readRubric(_ scanner: inout XMLScanner) throws(XMLProblem) -> [Rubric] {
        let kind = scanner.attribute("kind") ?? ""
        var rubrics: [Rubric] = []
        while true {
            switch try scanner.next() {
            case .start("Label"):
                let language = scanner.attribute("xml:lang") ?? ""
                if self.language.isEmpty { self.language = language }
                let label = try ClaMLLabel(&scanner)
                rubrics.append(
                    Rubric(
                        kind: kind, language: language, text: label.text.joinedBlanks, plain: label.plain.joinedBlanks))
            case .start: try scanner.skipElement()
            case .end: return rubrics
            case .text, .finish: break
            }
        }
    }
}
