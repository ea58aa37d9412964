/// The tables of ICD-10-PCS: what each character of a code means in its table.
struct ICD10PCSTables {
    /// A label of a character at a position, with what comes before it.
    struct Label: Equatable {
        var text: String
        /// Of operations, and of some body parts and devices.
        var definition: String
    }

    var name: String
    var version = ""
    private(set) var tableCount = 0
    /// By the first character, by the first two and by the first three.
    private(set) var heads: [String: Label] = [:]
    /// By table and position and character, `001:5:0`. The same character means the same in all rows of a table.
    private var labels: [String: String] = [:]
    /// The titles of the positions 4 to 7 of a table, `001:5`: “Approach”.
    private var titles: [String: String] = [:]

    func label(_ table: some StringProtocol, _ position: Int, _ character: Character) -> String? {
        labels["\(table):\(position):\(character)"]
    }

    func title(_ table: some StringProtocol, _ position: Int) -> String? { titles["\(table):\(position)"] }
}

extension ICD10PCSTables {
    /// - Throws: `ImportFailure`.
    init(_ bytes: [UInt8], name: String) throws(ImportFailure) {
        self.init(name: name)
        do throws(XMLProblem) {
            var scanner = try XMLScanner(bytes)
            while true {
                switch try scanner.next() {
                case .start("version"): version = try scanner.content()
                case .start("pcsTable"): try readTable(&scanner)
                case .start where scanner.path.count > 1: try scanner.skipElement()
                case .start, .end, .text: break
                case .finish:
                    guard tableCount > 0 else { throw XMLProblem(line: 0, reason: "there are no tables in it") }
                    return
                }
            }
        } catch {
            throw ImportFailure([error.problem(in: name)])
        }
    }

    private struct Axis {
        var position = 0
        var title = ""
        var labels: [(code: String, label: Label)] = []
    }

    private mutating func readTable(_ scanner: inout XMLScanner) throws(XMLProblem) {
        tableCount += 1
        var table = ""
        while true {
            switch try scanner.next() {
            case .start("axis"):
                let line = scanner.line
                let axis = try readAxis(&scanner)
                guard axis.position == table.utf8.count + 1, axis.position <= 3, let only = axis.labels.first else {
                    throw XMLProblem(line: line, reason: "axis \(axis.position) does not belong here")
                }
                table += only.code
                heads[table] = heads[table] ?? only.label
            case .start("pcsRow"):
                guard table.utf8.count == 3 else { throw scanner.problem("a row before the three axes of its table") }
                try readRow(of: table, &scanner)
            case .start: try scanner.skipElement()
            case .end: return
            case .text, .finish: break
            }
        }
    }

    private mutating func readRow(of table: String, _ scanner: inout XMLScanner) throws(XMLProblem) {
        while true {
            switch try scanner.next() {
            case .start("axis"):
                let axis = try readAxis(&scanner)
                guard 4...7 ~= axis.position else {
                    throw scanner.problem("axis \(axis.position) does not belong here")
                }
                titles["\(table):\(axis.position)"] = axis.title
                for (code, label) in axis.labels { labels["\(table):\(axis.position):\(code)"] = label.text }
            case .start: try scanner.skipElement()
            case .end: return
            case .text, .finish: break
            }
        }
    }

    private func readAxis(_ scanner: inout XMLScanner) throws(XMLProblem) -> Axis {
        var axis = Axis(position: scanner.attribute("pos").flatMap { Int($0) } ?? 0)
        while true {
            switch try scanner.next() {
            case .start("title"): axis.title = try scanner.content()
            case .start("label"):
                let code = scanner.attribute("code") ?? ""
                guard code.utf8.count == 1 else { throw scanner.problem("the code of a label is one character") }
                axis.labels.append((code, Label(text: try scanner.content(), definition: "")))
            case .start("definition"):
                let text = try scanner.content()
                if let last = axis.labels.indices.last { axis.labels[last].label.definition = text }
            case .start: try scanner.skipElement()
            case .end: return axis
            case .text, .finish: break
            }
        }
    }
}
