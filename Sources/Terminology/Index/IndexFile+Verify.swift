internal import Dispatch
internal import Synchronization

extension IndexFile {
    /// Reads the whole file once and compares every section with its checksum, and every column that has a rule with
    /// its rule: what is read later needs no checks.
    ///
    /// Two threads take a piece each in turn, into a buffer that stays in the second-level cache.
    package func verify(_ rules: [SectionName: ColumnRule]) throws(IndexFailure) {
        for name in rules.keys where !has(name) { throw damaged(name, "it is missing") }
        for entry in entries where entry.width == 0 && entry.length == 0 {
            if case .below(let bound, _)? = rules[entry.name], Int(entry.constant) >= max(bound, 1) {
                throw damaged(entry.name, "a number is out of range")
            }
        }
        var pieces: [Piece] = []
        for (section, entry) in entries.enumerated() {
            for start in stride(from: 0, to: entry.length, by: FileLayout.pieceSize) {
                pieces.append(
                    Piece(section: section, start: start, length: min(FileLayout.pieceSize, entry.length - start)))
            }
        }
        let check = PieceCheck(file: self, pieces: pieces, rules: entries.map { rules[$0.name] })
        // A small file is done before another thread has woken up.
        DispatchQueue.concurrentPerform(iterations: byteCount > 1 << 20 ? 2 : 1) { _ in check.run() }
        if let (section, reason) = check.complaint { throw damaged(entries[section].name, reason) }
        var next = 0
        for entry in entries {
            let count = (entry.length + FileLayout.pieceSize - 1) / FileLayout.pieceSize
            guard Checksum.combine(check.checksums[next..<next + count]) == entry.checksum else {
                throw damaged(entry.name, "its checksum differs")
            }
            next += count
        }
    }

    struct Piece: Sendable {
        var section: Int
        var start: Int
        var length: Int
    }
}

/// The work of one check, shared by its threads.
private final class PieceCheck: Sendable {
    private let file: IndexFile
    private let pieces: [IndexFile.Piece]
    private let rules: [ColumnRule?]
    private let next = Atomic(0)
    private let found: Mutex<(checksums: [UInt64], complaint: (Int, String)?)>

    init(file: IndexFile, pieces: [IndexFile.Piece], rules: [ColumnRule?]) {
        self.file = file
        self.pieces = pieces
        self.rules = rules
        found = Mutex(([UInt64](repeating: 0, count: pieces.count), nil))
    }

    var checksums: [UInt64] { found.withLock { $0.checksums } }
    var complaint: (Int, String)? { found.withLock { $0.complaint } }

    func run() {
        // Eight bytes before the piece: a column of offsets goes on where the piece before ended.
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 + FileLayout.pieceSize, alignment: 64)
        defer { room.deallocate() }
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < pieces.count else { return }
            let piece = pieces[index]
            let entry = file.entries[piece.section]
            let before = piece.start == 0 ? 0 : 64
            let part = UnsafeMutableRawBufferPointer(rebasing: room[64 - before..<64 + piece.length])
            guard file.read(into: part, at: entry.offset + piece.start - before) else {
                found.withLock { $0.complaint = $0.complaint ?? (piece.section, "it cannot be read") }
                return
            }
            let bytes = UnsafeRawBufferPointer(rebasing: room[64..<64 + piece.length])
            let checksum = Checksum.of(bytes)
            var complaint: String?
            if let rule = rules[piece.section] {
                complaint = rule.complaint(
                    bytes, width: entry.width, constant: entry.constant,
                    before: before == 0 ? nil : UnsafeRawBufferPointer(rebasing: room[0..<64]),
                    isLast: piece.start + piece.length == entry.length)
            }
            found.withLock { found in
                found.checksums[index] = checksum
                if let complaint, found.complaint == nil { found.complaint = (piece.section, complaint) }
            }
        }
    }
}
