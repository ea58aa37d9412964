import JSON

/// Reads a text file whose every line is one task. Empty lines are no tasks.
package struct LineTaskReader: TaskReader {
    private let options: ImportOptions
    private var decoder: TextDecoder
    private var current: [UInt8] = []
    private var line = 1
    private var afterCR = false
    private var count = 0

    package init(_ options: ImportOptions = ImportOptions()) {
        self.options = options
        decoder = TextDecoder(options.encoding, fileName: options.fileName)
    }

    package mutating func feed(_ chunk: [UInt8]) throws(ImportError) -> [ImportedTask] {
        try take(decoder.decode(chunk))
    }

    package mutating func finish() throws(ImportError) -> [ImportedTask] {
        var tasks = try take(decoder.decode([], isLast: true))
        if !current.isEmpty { tasks.append(try task()) }
        guard count > 0 else { throw ImportError(file: options.fileName, reason: .empty) }
        return tasks
    }

    private mutating func take(_ chunk: [UInt8]) throws(ImportError) -> [ImportedTask] {
        var tasks: [ImportedTask] = []
        var start = 0
        for index in chunk.indices where chunk[index] == 0x0A || chunk[index] == 0x0D {
            let isSecondHalf = afterCR && index == start && chunk[index] == 0x0A && current.isEmpty
            if !isSecondHalf {
                current.append(contentsOf: chunk[start..<index])
                if !current.isEmpty { tasks.append(try task()) }
                line += 1
            }
            afterCR = chunk[index] == 0x0D
            start = index + 1
        }
        if start < chunk.count { afterCR = false }
        current.append(contentsOf: chunk[start...])
        guard current.count <= options.limits.lineBytes else {
            throw error(.tooLarge("the line", limit: options.limits.lineBytes))
        }
        return tasks
    }

    private mutating func task() throws(ImportError) -> ImportedTask {
        guard current.count <= options.limits.lineBytes else {
            throw error(.tooLarge("the line", limit: options.limits.lineBytes))
        }
        guard count < options.limits.tasks else {
            throw error(.tooLarge("the number of tasks", limit: options.limits.tasks))
        }
        count += 1
        var task = ImportedTask.text(current, key: options.key)
        task.record = count
        task.line = line
        current.removeAll(keepingCapacity: true)
        return task
    }

    private func error(_ reason: ImportError.Reason) -> ImportError {
        ImportError(file: options.fileName, record: count + 1, line: line, reason: reason)
    }
}
