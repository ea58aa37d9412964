import Imaging

/// A file's bytes on their way into the store; a picture that is not what it says ends them with an error.
struct CheckedChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    private static let pictures: Set<Substring> = ["png", "jpg", "jpeg", "webp", "gif"]

    let chunks: FileChunks
    /// For the message, and its ending for what the file should be.
    let name: String

    func makeAsyncIterator() -> Iterator {
        let ending = name.split(separator: ".").last.map { Substring($0.lowercased()) } ?? ""
        return Iterator(
            chunks: chunks.makeAsyncIterator(), name: name,
            check: Self.pictures.contains(ending) ? RasterCheck() : nil
        )
    }

    struct Iterator: AsyncIteratorProtocol {
        var chunks: FileChunks.Iterator
        let name: String
        var check: RasterCheck?

        mutating func next() async throws -> [UInt8]? {
            let chunk = try await chunks.next()
            do {
                if let chunk {
                    try check?.feed(chunk)
                } else {
                    _ = try check?.finish()
                }
            } catch {
                throw ImportFault(file: name, record: nil, line: nil, what: error.description)
            }
            return chunk
        }
    }
}
