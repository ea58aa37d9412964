/// Which of the American Medical Association's text files a file is, by its first row after the copyright lines.
enum CPTFileKind: Equatable {
    /// Code, tab, long description.
    case long
    /// 80 columns: code, sequence, long description cut to 72.
    case longFixed
    /// Code, blank, at most 48 characters.
    case medium
    /// Code, blank, at most 28 characters.
    case short
    /// A header row with the code and descriptors for people who are no specialists.
    case consumer
    /// A header row with the code and descriptors as clinicians would say it; several a code.
    case clinician

    init?(head: [UInt8], fileName: String) {
        let name = fileName.lowercased()
        guard name.hasSuffix(".txt"), ICDFileKind(head: head) == nil else { return nil }
        var rows: [TextLines.Line] = []
        for line in TextLines(head) where !line.isBlank {
            if let kind = CPTDescriptorFile.kind(ofHeader: line.bytes) {
                self = kind
                return
            }
            if CPTCode.starts(line) { rows.append(line) }
            // Notices have a few lines; other texts never come to a code.
            if rows.count >= 20 || rows.isEmpty && line.number > 60 { break }
        }
        guard let first = rows.first else { return nil }
        if first.column(6) == 0x09 {
            self = .long
        } else if first.columns(6...8).elementsEqual("01 ".utf8) {
            self = .longFixed
        } else if first.column(6) == 0x20, first.column(7) ?? 0x20 != 0x20 {
            // The last row may be cut off by the size of the head.
            let longest = rows.map { $0.bytes.dropFirst(6).trimmed.count }.max() ?? 0
            guard longest <= 48 else { return nil }
            self = name.contains("short") || !name.contains("med") && longest <= 28 ? .short : .medium
        } else {
            return nil
        }
    }
}
