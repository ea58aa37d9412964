/// A blob's bytes in chunks, read as they are asked for.
package struct BlobBytes: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    /// How many bytes there are in all.
    package let count: Int
    private let begin: @Sendable () -> AsyncIterator

    /// `next` answers the chunk at an offset from the start, never an empty one before the end.
    init(count: Int, next: @escaping @Sendable (_ offset: Int) async throws -> [UInt8]) {
        self.count = count
        begin = { AsyncIterator(left: count, next: next) }
    }

    package func makeAsyncIterator() -> AsyncIterator { begin() }

    package struct AsyncIterator: AsyncIteratorProtocol {
        private var offset = 0
        private var left: Int
        private let next: @Sendable (Int) async throws -> [UInt8]

        init(left: Int, next: @escaping @Sendable (Int) async throws -> [UInt8]) {
            self.left = left
            self.next = next
        }

        package mutating func next() async throws -> [UInt8]? {
            guard left > 0 else { return nil }
            let chunk = try await next(offset)
            offset += chunk.count
            left -= chunk.count
            return chunk
        }
    }
}
