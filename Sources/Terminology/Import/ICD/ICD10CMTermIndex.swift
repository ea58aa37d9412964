/// The alphabetic index of ICD-10-CM: how people look for a disease, and the code it leads to.
///
/// “Abscess” with “lung” below it is the entry “Abscess, lung”. What stands in brackets beside a term makes no difference
/// to the code and is left out, and so are pointers to other terms and second codes in brackets.
struct ICD10CMTermIndex {
    struct Entry: Equatable {
        /// With its dot, without a hyphen for characters to be added.
        var code: String
        var text: String
    }

    var name: String
    private(set) var version = ""
    private(set) var entries: [Entry] = []

    var year: String? { ICDYear.find(in: version) }

    /// - Throws: `ImportFailure`.
    init(_ bytes: [UInt8], name: String) throws(ImportFailure) {
        self.name = name
        do throws(XMLProblem) {
            var scanner = try XMLScanner(bytes)
            while true {
                switch try scanner.next() {
                case .start("version"): version = try scanner.content()
                case .start("mainTerm"): try readTerm([], &scanner)
                case .start("ICD10CM.index"), .start("letter"), .text, .end: break
                case .start: try scanner.skipElement()
                case .finish: return
                }
            }
        } catch {
            throw ImportFailure([error.problem(in: name)])
        }
    }

    /// Both as one.
    func adding(_ other: ICD10CMTermIndex) -> ICD10CMTermIndex {
        var both = self
        both.name += ", \(other.name)"
        both.entries += other.entries
        return both
    }

    private mutating func readTerm(_ above: [String], _ scanner: inout XMLScanner) throws(XMLProblem) {
        var path = above
        while true {
            switch try scanner.next() {
            case .start("title"):
                let title = try readTitle(&scanner)
                if !title.isEmpty { path.append(title) }
            case .start("code"):
                var code = try scanner.content()
                while code.hasSuffix("-") || code.hasSuffix(".") { code.removeLast() }
                if !path.isEmpty, !code.isEmpty {
                    entries.append(Entry(code: code, text: path.joined(separator: ", ")))
                }
            case .start("term"): try readTerm(path, &scanner)
            case .start: try scanner.skipElement()
            case .end: return
            case .text, .finish: break
            }
        }
    }

    /// The title without what stands in brackets.
    private func readTitle(_ scanner: inout XMLScanner) throws(XMLProblem) -> String {
        var text = ""
        while true {
            switch try scanner.next() {
            case .text(let part): text += part
            case .start: try scanner.skipElement()
            case .end: return text.joinedBlanks
            case .finish: return text.joinedBlanks
            }
        }
    }
}
