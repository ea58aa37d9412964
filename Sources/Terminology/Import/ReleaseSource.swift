import Compression
import FoundationEssentials

/// The files somebody brought: a folder, a ZIP (with the ZIPs in it), or a single file; read as streams, from any thread.
///
/// Names are paths inside with `/`, those of a ZIP in a ZIP begin with its name. Nothing outside is ever read: absolute
/// names, names with `..` and links that lead out are refused, and so is what would unpack to far more than a release is.
package struct ReleaseSource: Sendable {
    /// A file of the release.
    package struct Entry: Sendable, Equatable {
        /// Its path inside.
        package let name: String
        /// In bytes, unpacked.
        package let size: Int
        let place: Place

        /// The last part of its name.
        package var fileName: Substring { name.split(separator: "/").last ?? "" }
    }

    enum Place: Sendable, Equatable {
        case file(String)
        case packed(archive: Int, entry: Int)
    }

    /// What is allowed; the largest releases (UMLS, Full files of a national edition) stay far below.
    package struct Limits: Sendable {
        /// Files in it.
        package var entries = 50_000
        /// Bytes of all files, unpacked.
        package var total = 64 << 30
        /// How many times its packed size a file may be, if it is larger than `unweighed`. DEFLATE ends at 1032; text of tables
        /// is packed to a tenth, reference sets of one value to a fortieth.
        package var ratio = 200
        package var unweighed = 16 << 20
        /// ZIPs in ZIPs.
        package var depth = 3

        package init() {}
    }

    /// The name of what was brought, without its folder.
    package let name: String
    /// Sorted by name.
    package let entries: [Entry]
    private let archives: [ZipArchive]

    /// - Parameter scratch: a folder for packed archives inside archives, which are unpacked into files without a name.
    /// - Throws: `ImportFailure`.
    package init(path: String, limits: Limits = Limits(), scratch: String? = nil) throws {
        var listing = SourceListing(limits: limits, scratch: scratch ?? FileManager.default.temporaryDirectory.path)
        try listing.add(path)
        name = String(path.split(separator: "/").last ?? "/")
        entries = listing.entries.sorted { $0.name < $1.name }
        archives = listing.archives
        guard !entries.isEmpty else {
            throw ImportFailure([ImportProblem(file: name, reason: "there are no files in it")])
        }
    }

    /// The first bytes of a file, fewer where it is shorter.
    package func head(_ entry: Entry, _ count: Int = 4096) throws -> [UInt8] {
        struct Enough: Error {}
        var bytes: [UInt8] = []
        do {
            try read(entry, chunk: max(count, 1)) { part in
                bytes.append(contentsOf: part.prefix(count - bytes.count))
                if bytes.count == count { throw Enough() }
            }
        } catch is Enough {}
        return bytes
    }

    /// A whole file.
    ///
    /// - Parameter limit: a larger one is refused.
    package func bytes(_ entry: Entry, limit: Int = 64 << 20) throws -> [UInt8] {
        guard entry.size <= limit else { throw Self.failure(entry, "it is larger than \(limit) bytes") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entry.size)
        try read(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Hands out a file piece by piece; pieces end anywhere.
    ///
    /// - Parameter chunk: the most bytes of a piece.
    package func read(
        _ entry: Entry, chunk: Int = 1 << 20, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        switch entry.place {
        case .file(let path): try read(entry, path, chunk, body)
        case .packed(let archive, let index):
            let archive = archives[archive]
            do {
                let size = try archive.unpack(archive.entries[index], limit: entry.size) { part in
                    try part.withUnsafeBufferPointer { whole in
                        var rest = whole[...]
                        while !rest.isEmpty {
                            try body(UnsafeBufferPointer(rebasing: rest.prefix(chunk)))
                            rest = rest.dropFirst(chunk)
                        }
                    }
                }
                guard size == entry.size else {
                    throw Self.failure(entry, "the archive says it has \(entry.size) bytes, and \(size) come out")
                }
            } catch let failure as ZipArchive.Failure {
                throw Self.failure(entry, failure.reason)
            }
        }
    }

    private func read(
        _ entry: Entry, _ path: String, _ chunk: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        guard let file = FileWindow(path, followsLink: false) else { throw Self.failure(entry, "it cannot be read") }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, min(chunk, file.count)), alignment: 64)
        defer { buffer.deallocate() }
        var offset = 0
        while let count = file.read(at: offset, into: buffer) {
            guard count > 0 else {
                guard offset == entry.size else { throw Self.failure(entry, "it changed while it was read") }
                return
            }
            try body(
                UnsafeBufferPointer(
                    UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]).bindMemory(to: UInt8.self)))
            offset += count
        }
        throw Self.failure(entry, "it cannot be read")
    }

    private static func failure(_ entry: Entry, _ reason: String) -> ImportFailure {
        ImportFailure([ImportProblem(file: entry.name, reason: reason)])
    }
}
