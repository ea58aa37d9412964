import JSON

/// An import under way: its files, what was found wrong, how far it is, and whether to go on.
final class ImportRun {
    /// Bytes between two questions whether to go on.
    private static let chunk = 4 << 20

    let source: ReleaseSource
    let request: ReleaseRequest
    let problems = RunProblems()
    /// What is being read, for the progress.
    var step = ImportStep.concepts
    private let progress: ImportProgress
    private var done = 0
    private let whole: Int

    /// - Parameter files: those that will be read; a file that is read twice stands twice.
    init(_ source: ReleaseSource, _ request: ReleaseRequest, _ progress: ImportProgress, files: [ReleaseSource.Entry]) {
        self.source = source
        self.request = request
        self.progress = progress
        whole = files.reduce(0) { $0 + $1.size }
    }

    /// Ends the import when somebody wished so.
    func goOn() throws {
        if progress.isCancelled() { throw CancellationError() }
    }

    /// Reads a table; rows with too few or too many fields and those that are no UTF-8 are failures of the release.
    ///
    /// - Parameters:
    ///   - names: the names of the columns where the file has no line for them.
    ///   - columns: finds the columns that are needed; may throw `ImportProblem`.
    /// - Returns: how many rows there are.
    @discardableResult
    func table<Columns>(
        _ entry: ReleaseSource.Entry, _ format: TableFormat, names: [String]? = nil,
        columns find: (TableHeader) throws -> Columns, row: (Columns, TableRow) throws -> Void
    ) throws -> Int {
        var header = names.map { TableHeader(file: entry.name, names: $0) }
        var columns = try header.map(find)
        var count = 0
        func take(_ line: TableRow) throws {
            guard let known = header, let columns else {
                let first = TableHeader(file: entry.name, names: (0..<line.count).map { line[$0].trimmed.text })
                do {
                    columns = try find(first)
                } catch let problem as ImportProblem {
                    try problems.fail(problem)
                    try problems.stopIfWrong()
                }
                header = first
                return
            }
            guard try isSound(line, known) else { return }
            count += 1
            try row(columns, line)
        }
        do {
            var scanner = TableScanner(format)
            try stream(entry) { try scanner.feed($0, take) }
            try scanner.finish(take)
        } catch let fault as TableFault {
            try problems.fail(
                entry.name, fault.line, header?.title(fault.field) ?? String(fault.field + 1), fault.reason)
            try problems.stopIfWrong()
        }
        return count
    }

    private func isSound(_ row: TableRow, _ header: TableHeader) throws -> Bool {
        guard row.count == header.names.count else {
            try problems.fail(
                header.file, row.line, "", "\(row.count) fields stand where \(header.names.count) are expected")
            return false
        }
        guard UTF8Check.isValid(row.whole) else {
            let field = (0..<row.count).first { !UTF8Check.isValid(row[$0]) } ?? 0
            try problems.fail(header.file, row.line, header.title(field), "the text is not UTF-8")
            return false
        }
        return true
    }

    /// Hands out a file piece by piece, telling how far it is.
    func stream(_ entry: ReleaseSource.Entry, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        try goOn()
        var since = 0
        try source.read(entry, chunk: Self.chunk) { chunk in
            since += chunk.count
            if since >= Self.chunk {
                since = 0
                try goOn()
                progress.report(step, done, whole)
            }
            try body(chunk)
            done += chunk.count
        }
        progress.report(step, done, whole)
    }

    /// A whole file.
    func bytes(_ entry: ReleaseSource.Entry, limit: Int) throws -> [UInt8] {
        try goOn()
        let bytes = try source.bytes(entry, limit: limit)
        done += bytes.count
        progress.report(step, done, whole)
        return bytes
    }

    /// A whole JSON file as a value.
    func json(_ bytes: [UInt8], file: String) throws -> JSONValue {
        do {
            let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            return try JSONValue(parsing: hasMark ? Array(bytes[3...]) : bytes)
        } catch {
            throw ImportFailure([
                ImportProblem(
                    file: file, line: error.line, column: String(error.column), reason: "it is no JSON: \(error)")
            ])
        }
    }
}
