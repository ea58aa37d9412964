/// Reads the tasks of one file, chunk by chunk, holding no more than the unfinished task.
///
///     var reader = try TaskFileKind(fileNamed: name).reader(options)
///     for try await chunk in body { store(try reader.feed(chunk)) }
///     store(try reader.finish())
package protocol TaskReader: Sendable {
    /// Takes the next bytes of the file; answers the tasks that end in them, in order.
    mutating func feed(_ chunk: [UInt8]) throws(ImportError) -> [ImportedTask]

    /// Ends the file; answers the tasks that were not complete before. Throws ``ImportError/Reason/empty`` if the file
    /// had none.
    mutating func finish() throws(ImportError) -> [ImportedTask]
}

extension TaskReader {
    /// Reads all chunks of a source and hands the tasks on, batch by batch.
    package mutating func read<Chunks: AsyncSequence>(
        _ chunks: Chunks, _ body: ([ImportedTask]) async throws -> Void
    ) async throws where Chunks.Element == [UInt8] {
        for try await chunk in chunks {
            let tasks = try feed(chunk)
            if !tasks.isEmpty { try await body(tasks) }
        }
        let tasks = try finish()
        if !tasks.isEmpty { try await body(tasks) }
    }

    /// Reads a file that is in memory.
    package mutating func read(_ bytes: [UInt8]) throws(ImportError) -> [ImportedTask] {
        try feed(bytes) + finish()
    }
}
