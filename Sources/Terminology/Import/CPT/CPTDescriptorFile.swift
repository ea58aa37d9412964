/// Descriptors of the data toolkit: a header row, tab or pipe between, several rows a code.
enum CPTDescriptorFile {
    /// The columns of the code and of the descriptor in a header row.
    private struct Columns {
        var code: Int
        var text: Int
        var kind: CPTFileKind
        var count: Int

        init?(_ cells: [String]) {
            let names = cells.map { String($0.lowercased().filter { $0.isLetter || $0.isNumber }) }
            guard let code = names.firstIndex(where: { $0 == "cptcode" || $0 == "code" }) else { return nil }
            if let text = names.firstIndex(where: { $0.contains("consumer") && $0.contains("descriptor") }) {
                (self.text, kind) = (text, .consumer)
            } else if let text = names.lastIndex(where: { $0.contains("clinician") && !$0.hasSuffix("id") }) {
                (self.text, kind) = (text, .clinician)
            } else {
                return nil
            }
            self.code = code
            count = cells.count
        }
    }

    static func kind(ofHeader line: ArraySlice<UInt8>) -> CPTFileKind? {
        guard line.contains(0x09) || line.contains(0x7C), let text = Windows1252.text(line) else { return nil }
        return Columns(text.split(omittingEmptySubsequences: false) { $0 == "\t" || $0 == "|" }.map(String.init))?.kind
    }

    static func read(
        _ bytes: [UInt8], name: String, _ problems: inout ProblemList
    ) throws(ImportFailure) -> [CPTFile.Row] {
        var rows: [CPTFile.Row] = []
        var columns: Columns?
        for line in TextLines(bytes) where !line.isBlank {
            guard let text = Windows1252.text(line.bytes) else {
                try problems.refuse(name, line.number, "", "the line holds control characters")
                continue
            }
            let cells = text.split(omittingEmptySubsequences: false) { $0 == "\t" || $0 == "|" }
            guard let known = columns else {
                columns = Columns(cells.map(String.init))
                continue
            }
            guard cells.count == known.count else {
                try problems.refuse(
                    name, line.number, "", "the row has \(cells.count) columns, the header \(known.count)")
                continue
            }
            let code = String(cells[known.code]).joinedBlanks
            guard CPTCode.isCode(code.utf8) else {
                try problems.refuse(name, line.number, "code", "“\(code)” is no code")
                continue
            }
            rows.append(CPTFile.Row(code: code, text: String(cells[known.text]).joinedBlanks, line: line.number))
        }
        return rows
    }
}
