import JSON

/// Reads tasks from a table: the first line names the columns, each further row is one task, every cell is text.
///
/// Cells stay exactly the text they are. Numbers are not guessed: `007` is a record number that must not become 7, and a
/// cell that begins with `=`, `+`, `-` or `@` is data like any other.
package struct DelimitedTaskReader: TaskReader {
    private let options: ImportOptions
    private var decoder: TextDecoder
    private var delimiter: UInt8?
    private var text: DelimitedText?
    /// Text that waits for its first line to be complete, which tells the delimiter.
    private var waiting: [UInt8] = []
    /// The names of the columns as JSON text with the colon: `"note":`.
    private var names: [[UInt8]] = []
    private var count = 0

    /// A nil delimiter is found in the header: the most frequent of comma, semicolon and tab.
    package init(delimiter: UInt8?, _ options: ImportOptions = ImportOptions()) {
        self.options = options
        self.delimiter = delimiter
        decoder = TextDecoder(options.encoding, fileName: options.fileName)
    }

    package mutating func feed(_ chunk: [UInt8]) throws(ImportError) -> [ImportedTask] {
        try take(decoder.decode(chunk), isLast: false)
    }

    package mutating func finish() throws(ImportError) -> [ImportedTask] {
        let tasks = try take(decoder.decode([], isLast: true), isLast: true)
        guard !names.isEmpty else { throw error(.noHeader) }
        guard count > 0 else { throw error(.empty) }
        return tasks
    }

    private mutating func take(_ chunk: [UInt8], isLast: Bool) throws(ImportError) -> [ImportedTask] {
        var chunk = chunk
        if text == nil {
            waiting += chunk
            guard let delimiter = delimiter ?? sniff(isLast: isLast) else {
                guard waiting.count <= options.limits.lineBytes else {
                    throw error(.tooLarge("the first line", limit: options.limits.lineBytes), line: 1)
                }
                return []
            }
            text = DelimitedText(delimiter: delimiter, limits: options.limits)
            chunk = waiting
            waiting = []
        }
        var tasks: [ImportedTask] = []
        // The cutter is taken out while it works, so that the closure may change the reader.
        guard var cutter = text else { return [] }
        text = nil
        do {
            try cutter.feed(chunk) { (row) throws(ImportError) in
                if let task = try task(of: row) { tasks.append(task) }
            }
            if isLast {
                try cutter.finish { (row) throws(ImportError) in
                    if let task = try task(of: row) { tasks.append(task) }
                }
            }
        } catch {
            throw translate(error)
        }
        text = cutter
        return tasks
    }

    /// The most frequent separator of the header outside quotes; nil if the line is not complete yet.
    private func sniff(isLast: Bool) -> UInt8? {
        var counts: [UInt8: Int] = [:]
        var quoted = false
        var isComplete = isLast
        for byte in waiting {
            if byte == UInt8(ascii: "\"") { quoted.toggle() }
            if quoted { continue }
            if byte == 0x0A || byte == 0x0D {
                if counts.isEmpty && waiting.first == byte { continue }
                isComplete = true
                break
            }
            if [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains(byte) {
                counts[byte, default: 0] += 1
            }
        }
        guard isComplete else { return nil }
        let commas = counts[UInt8(ascii: ","), default: 0]
        for other in [UInt8(ascii: ";"), UInt8(ascii: "\t")] where counts[other, default: 0] > commas { return other }
        return UInt8(ascii: ",")
    }

    private mutating func task(of row: DelimitedText.Row) throws(ImportError) -> ImportedTask? {
        guard !names.isEmpty else {
            try readNames(row)
            return nil
        }
        guard row.count <= names.count else {
            throw error(.tooManyCells(found: row.count, columns: names.count), line: row.line, record: count + 1)
        }
        guard count < options.limits.tasks else {
            throw error(.tooLarge("the number of tasks", limit: options.limits.tasks), line: row.line)
        }
        count += 1
        var data: [UInt8] = []
        data.reserveCapacity(row.bytes.count + names.count * 32)
        for (index, name) in names.enumerated() {
            data.append(UInt8(ascii: index == 0 ? "{" : ","))
            data.append(contentsOf: name)
            // A row may leave out its last cells.
            JSONText.quote(index < row.count ? row[index] : [], into: &data)
        }
        data.append(UInt8(ascii: "}"))
        return try task(data, line: row.line)
    }

    private func task(_ data: [UInt8], line: Int) throws(ImportError) -> ImportedTask {
        var task = ImportedTask(data: String(decoding: data, as: UTF8.self))
        if !options.predictionFields.isEmpty {
            do {
                task = try TaskShape(JSONMembers(of: data, at: 0), options).rawTask()
            } catch let flaw as TaskShape.Flaw {
                throw error(flaw.reason, line: line, record: count)
            } catch {
                throw self.error(.json(.unexpectedEnd), line: line, record: count)
            }
        }
        task.record = count
        task.line = line
        return task
    }

    private mutating func readNames(_ row: DelimitedText.Row) throws(ImportError) {
        var seen: Set<String> = []
        for column in 0..<row.count {
            var name = String(decoding: row[column], as: UTF8.self)
            // Tables of data frames have a nameless first column; it gets the name other tools give it.
            if name.isEmpty { name = "Unnamed: \(column)" }
            guard seen.insert(name).inserted else { throw error(.repeatedColumn(column + 1), line: row.line) }
            var quoted: [UInt8] = []
            JSONText.quote(Array(name.utf8)[...], into: &quoted)
            names.append(quoted + [UInt8(ascii: ":")])
        }
    }

    private func translate(_ error: any Error) -> ImportError {
        switch error {
        case let error as ImportError: error
        case DelimitedText.Failure.openQuote(let line): self.error(.openQuote, line: line, record: count + 1)
        case DelimitedText.Failure.textAfterQuote(let line): self.error(.textAfterQuote, line: line, record: count + 1)
        case DelimitedText.Failure.tooLarge(let thing, let limit, let line):
            self.error(.tooLarge(thing, limit: limit), line: line, record: count + 1)
        default: self.error(.empty)
        }
    }

    private func error(_ reason: ImportError.Reason, line: Int? = nil, record: Int? = nil) -> ImportError {
        ImportError(file: options.fileName, record: record.map { max(1, $0) }, line: line, reason: reason)
    }
}
