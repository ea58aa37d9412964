/// What short forms stand for: what the release says, and a few that every clinician writes.
struct AbbreviationTable: Sendable {
    private let lines: Column<UInt8>

    init(_ file: IndexFile) throws(IndexFailure) { lines = try file.column(TextSections.abbreviations) }

    /// The meanings of a short form in lower case, the commonest first.
    func meanings(_ short: [UInt8]) -> [String] {
        guard (2...6).contains(short.count) else { return [] }
        var meanings = CommonAbbreviations.meanings(String(decoding: short, as: UTF8.self))
        let lines = lines.buffer
        // The first line that is not before `short` and a tab.
        let key = short + [9]
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = lineStart((low + high) / 2)
            if precedes(middle, key) { low = lineEnd(middle) } else { high = middle }
        }
        while low < lines.count {
            let end = lineEnd(low)
            let line = lines[low..<max(low, end - 1)]
            guard line.starts(with: key) else { break }
            let meaning = String(decoding: line.dropFirst(key.count), as: UTF8.self)
            if !meanings.contains(where: { $0.lowercased() == meaning.lowercased() }) { meanings.append(meaning) }
            low = end
        }
        return meanings
    }

    private func lineStart(_ place: Int) -> Int {
        var at = place
        while at > 0, lines.buffer[at - 1] != 10 { at -= 1 }
        return at
    }

    private func lineEnd(_ place: Int) -> Int {
        var at = place
        while at < lines.count, lines.buffer[at] != 10 { at += 1 }
        return min(at + 1, lines.count)
    }

    private func precedes(_ start: Int, _ key: [UInt8]) -> Bool {
        for (offset, byte) in key.enumerated() {
            guard start + offset < lines.count else { return true }
            let other = lines.buffer[start + offset]
            if other != byte { return other < byte }
        }
        return false
    }
}
