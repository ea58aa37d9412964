/// The text of a label with paragraphs, lists, tables and references in it.
struct ClaMLLabel {
    private(set) var text = ""
    /// Without the references.
    private(set) var plain = ""

    /// Reads the label that has just begun.
    init(_ scanner: inout XMLScanner) throws(XMLProblem) {
        var open: [String] = []
        while true {
            switch try scanner.next() {
            case .start("Reference"): try addReference(&scanner)
            case .start(let name):
                add(Self.before(name))
                open.append(name)
            case .text(let part): add(part)
            case .end(let name):
                guard open.popLast() != nil else { return }
                add(Self.after(name))
            case .finish: return
            }
        }
    }

    private mutating func add(_ part: String) {
        text += part
        plain += part
    }

    /// `(G01*)`: in brackets where the class of the reference says so, with the mark of its usage.
    private mutating func addReference(_ scanner: inout XMLScanner) throws(XMLProblem) {
        let isBracketed = scanner.attribute("class")?.contains("bracket") == true
        let mark = Self.mark(scanner.attribute("usage") ?? "")
        let code = scanner.attribute("code") ?? ""
        var inside = try scanner.content()
        if inside.isEmpty { inside = code }
        if !inside.hasSuffix(mark) { inside += mark }
        text += isBracketed ? " (\(inside))" : inside
    }

    /// The sign of one half of a pair: the underlying disease and what it shows itself as.
    static func mark(_ usage: String) -> String {
        switch usage {
        case "dagger": "†"
        case "aster": "*"
        case "optional": "!"
        default: ""
        }
    }

    private static func before(_ element: String) -> String {
        switch element {
        case "Para", "Fragment", "List", "Table", "Row", "TR": " "
        case "ListItem": " – "
        case "Cell", "TD", "TH": " | "
        default: ""
        }
    }

    private static func after(_ element: String) -> String {
        switch element {
        case "Para", "Fragment", "List", "ListItem", "Table", "Row", "TR", "Cell", "TD", "TH": " "
        default: ""
        }
    }
}
