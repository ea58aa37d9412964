import Imaging

/// The files that were asked for last, kept open: frames of one file are asked for one after the other.
struct OpenFiles {
    private struct Entry {
        var path: String
        var identity: String
        var file: OpenFile
    }

    private static let most = 8
    /// Bytes of unpacked volumes; one larger than this is kept until the next is opened.
    private static let mostBytes = 700_000_000

    private var entries: [Entry] = []

    mutating func open(_ source: DecodeSource) throws(DecodeFailure) -> OpenFile {
        guard let identity = FileBytes.identity(source.path) else { throw .missing(reason: "there is no such file") }
        if let index = entries.firstIndex(where: { $0.path == source.path && $0.identity == identity }) {
            let entry = entries.remove(at: index)
            entries.append(entry)
            return entry.file
        }
        // A large file may need the room of those before it.
        while let first = entries.first, entries.count >= Self.most || weight > Self.mostBytes {
            entries.removeAll { $0.file === first.file }
        }
        if weight > 0, size(of: identity) > 100_000_000 { entries.removeAll { $0.file.weight > 0 } }
        let file = try OpenFile(source)
        entries.append(Entry(path: source.path, identity: identity, file: file))
        return file
    }

    private var weight: Int { entries.reduce(0) { $0 + $1.file.weight } }

    private func size(of identity: String) -> Int {
        identity.split(separator: "/").dropFirst(2).first.flatMap { Int($0) } ?? 0
    }
}
