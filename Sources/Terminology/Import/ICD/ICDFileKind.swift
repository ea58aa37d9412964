/// What a file of an ICD-10-CM or ICD-10-PCS release is, by what it begins with.
enum ICDFileKind: Equatable {
    enum System: Equatable { case clinicalModification, procedures }

    /// All codes with headers, flags, short and long titles.
    case order(System)
    /// The valid codes alone with long titles.
    case codes(System)
    /// `ICD10CM.tabular`: the tree with its notes.
    case tabular
    /// `ICD10PCS.tabular`: the tables with their axes.
    case tables
    /// What changed since the last version; the other files hold it already.
    case addenda
    /// `ICD10CM.index`: the alphabetic index, that of external causes, the tables of drugs and of neoplasms.
    case index

    init?(head: [UInt8]) {
        if let kind = Self.markup(head) {
            self = kind
            return
        }
        var counts: [Kind: Int] = [:]
        var lineCount = 0
        var lengths: Set<Int> = []
        var startsWithDigit = false
        var firstEnd: String?
        for line in TextLines(head).prefix(20) where !line.isBlank {
            // The last line may be cut off by the size of the head.
            guard line.bytes.endIndex < head.count || lineCount == 0 else { break }
            lineCount += 1
            guard let (found, code) = Self.row(line) else { continue }
            counts[found, default: 0] += 1
            if found == .addenda { continue }
            if code.count == 7, firstEnd == nil { firstEnd = String(decoding: code.suffix(2), as: UTF8.self) }
            lengths.insert(code.count)
            if let first = code.first, 0x30...0x39 ~= first { startsWithDigit = true }
        }
        // Most lines decide: a single bent one is told when the file is read.
        guard let (kind, count) = counts.max(by: { $0.value < $1.value }), count * 2 > lineCount else { return nil }
        // CPT's LONGULF.txt looks alike; its first row has the sequence 01, which no first procedure code ends with.
        if kind == .codes, firstEnd == "01" { return nil }
        let isProcedures = startsWithDigit || lengths.isSubset(of: [3, 7]) && lengths.contains(7)
        let system: System = isProcedures ? .procedures : .clinicalModification
        switch kind {
        case .addenda: self = .addenda
        case .order: self = .order(system)
        case .codes: self = .codes(system)
        }
    }

    /// What a line may be a row of.
    private enum Kind { case order, codes, addenda }

    private static func markup(_ head: [UInt8]) -> Self? {
        guard let first = head.first(where: { $0 > 0x20 && $0 < 0x80 }), first == 0x3C else { return nil }
        let text = String(decoding: head, as: UTF8.self)
        if text.contains("<ICD10CM.tabular") { return .tabular }
        if text.contains("<ICD10PCS.tabular") || text.contains("<pcsTable") { return .tables }
        return text.contains("<ICD10CM.index") || text.contains("<ICD10PCS.index") ? .index : nil
    }

    private static func row(_ line: TextLines.Line) -> (Kind, ArraySlice<UInt8>)? {
        let text = line.bytes
        for mark in ["Add:", "Delete:", "Revise", "No Change", "No change"]
        where text.starts(with: mark.utf8) {
            return (.addenda, text)
        }
        if text.count >= 17, line.columns(1...5).allSatisfy({ 0x30...0x39 ~= $0 }), line.column(6) == 0x20,
            line.column(14) == 0x20, line.column(15) == 0x30 || line.column(15) == 0x31, line.column(16) == 0x20
        {
            let code = line.columns(7...13).trimmed
            return ICDCode.isCode(code) ? (.order, code) : nil
        }
        // A five-character CPT code is followed by one blank; here the text begins in column 9.
        let code = line.columns(1...7).trimmed
        guard text.count >= 9, line.column(8) == 0x20, let ninth = line.column(9), ninth != 0x20,
            line.column(1) != 0x20,
            ICDCode.isClinicalModification(code) || ICDCode.isProcedure(code), code.contains(where: ICDCode.isDigit)
        else { return nil }
        return (.codes, code)
    }
}
