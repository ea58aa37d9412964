extension ICD10CMTabular {
    /// Reads `ICD10CM.tabular`.
    ///
    /// - Throws: `ImportFailure`.
    init(_ bytes: [UInt8], name: String, _ problems: inout ProblemList) throws(ImportFailure) {
        self.init(name: name, version: "")
        var reader = Reader(name: name)
        do throws(XMLProblem) {
            var scanner = try XMLScanner(bytes)
            guard case .start("ICD10CM.tabular") = try scanner.next() else {
                throw scanner.problem("the root element is not ICD10CM.tabular")
            }
            try reader.read(&scanner)
        } catch {
            throw ImportFailure(problems.problems + [error.problem(in: name)])
        }
        version = reader.version
        nodes = reader.nodes
        for problem in reader.problems { try problems.refuse(name, problem.line, "", problem.reason) }
        if !nodes.contains(where: { $0.level == .category }) {
            try problems.refuse(name, 0, "", "there are no categories in it")
        }
    }

    private struct Reader {
        let name: String
        var version = ""
        var nodes: [Node] = []
        var problems: [XMLProblem] = []
        private var codes: Set<String> = []

        init(name: String) { self.name = name }

        mutating func read(_ scanner: inout XMLScanner) throws(XMLProblem) {
            while true {
                switch try scanner.next() {
                case .start("version"): version = try scanner.content()
                case .start("chapter"): try readNode(.chapter, below: nil, &scanner)
                case .start: try scanner.skipElement()
                case .text(let text):
                    if !text.joinedBlanks.isEmpty { throw scanner.problem("text where an element was expected") }
                case .end: break
                case .finish: return
                }
            }
        }

        private mutating func readNode(
            _ level: Level, below parent: Int?, _ scanner: inout XMLScanner
        ) throws(XMLProblem) {
            let index = nodes.count
            let line = scanner.line
            let id = level == .section ? scanner.attribute("id") ?? "" : ""
            nodes.append(Node(level: level, code: Self.sectionCode(id), title: "", parent: parent, line: line))
            if let parent { nodes[parent].hasChildren = true }
            reading: while true {
                switch try scanner.next() {
                case .start(let element): try readPart(element, of: index, &scanner)
                case .end: break reading
                case .text, .finish: break
                }
            }
            check(nodes[index])
        }

        private mutating func readPart(
            _ element: String, of index: Int, _ scanner: inout XMLScanner
        ) throws(XMLProblem) {
            switch element {
            case "name" where nodes[index].level != .section: nodes[index].code = try scanner.content()
            case "desc": nodes[index].title = try scanner.content()
            case "section" where nodes[index].level == .chapter: try readNode(.section, below: index, &scanner)
            case "diag" where nodes[index].level != .chapter: try readNode(.category, below: index, &scanner)
            case "section", "diag", "chapter": throw scanner.problem("<\(element)> does not belong here")
            case "sevenChrDef": try readSevenths(of: index, &scanner)
            case "visualImpairment": try readTable(of: index, &scanner)
            default:
                guard let kind = ICD10CMProperty(element: element) else { return try scanner.skipElement() }
                try readNotes(kind, of: index, &scanner)
            }
        }

        private mutating func readNotes(
            _ kind: ICD10CMProperty, of index: Int, _ scanner: inout XMLScanner
        ) throws(XMLProblem) {
            while true {
                switch try scanner.next() {
                case .start("note"):
                    let text = try scanner.content()
                    if !text.isEmpty { nodes[index].notes.append(Note(kind: kind, text: text)) }
                case .start: try scanner.skipElement()
                case .end: return
                case .text, .finish: break
                }
            }
        }

        /// A `note` among the extensions is another wording of the one before it.
        private mutating func readSevenths(of index: Int, _ scanner: inout XMLScanner) throws(XMLProblem) {
            while true {
                switch try scanner.next() {
                case .start("extension"):
                    let character = scanner.attribute("char") ?? ""
                    let line = scanner.line
                    let meaning = try scanner.content()
                    guard character.utf8.count == 1, ICDCode.isCode("000\(character)".utf8) else {
                        problems.append(XMLProblem(line: line, reason: "“\(character)” is no 7th character"))
                        continue
                    }
                    guard !nodes[index].sevenths.contains(where: { $0.character == character }) else {
                        problems.append(XMLProblem(line: line, reason: "7th character \(character) is there twice"))
                        continue
                    }
                    nodes[index].sevenths.append(Seventh(character: character, meaning: meaning))
                case .start("note"):
                    let text = try scanner.content()
                    if let last = nodes[index].sevenths.indices.last { nodes[index].sevenths[last].also.append(text) }
                case .start: try scanner.skipElement()
                case .end: return
                case .text, .finish: break
                }
            }
        }

        /// H54's table of visual acuity, a note a row.
        private mutating func readTable(of index: Int, _ scanner: inout XMLScanner) throws(XMLProblem) {
            while true {
                switch try scanner.next() {
                case .start:
                    var cells: [String] = []
                    var depth = 1
                    while depth > 0 {
                        switch try scanner.next() {
                        case .start: depth += 1
                        case .end: depth -= 1
                        case .text(let text):
                            let cell = text.joinedBlanks
                            if !cell.isEmpty { cells.append(cell) }
                        case .finish: return
                        }
                    }
                    nodes[index].notes.append(Note(kind: .note, text: cells.joined(separator: " | ")))
                case .end: return
                case .text, .finish: break
                }
            }
        }

        private mutating func check(_ node: Node) {
            let code = node.code
            func refuse(_ reason: String) { problems.append(XMLProblem(line: node.line, reason: reason)) }
            if node.title.isEmpty { refuse("\(code.isEmpty ? "an element" : code) has no title") }
            if !codes.insert(code).inserted { refuse("\(code) is there twice") }
            switch node.level {
            case .chapter: if Int(code) == nil { refuse("a chapter's name should be its number") }
            case .section: if code.isEmpty { refuse("a section has no id") }
            case .category:
                let plain = ICDCode.plain(code)
                if !ICDCode.isClinicalModification(plain.utf8) || ICDCode.dotted(plain) != code {
                    refuse("“\(code)” is no code")
                }
            }
        }

        private static func sectionCode(_ id: String) -> String {
            id.contains("-") ? id : id.isEmpty ? "" : "\(id)-\(id)"
        }
    }
}
