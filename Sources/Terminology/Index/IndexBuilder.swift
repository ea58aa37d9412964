internal import Dispatch
internal import Synchronization

/// Makes the index file of a release.
///
/// Concepts are numbered first, which takes a tenth of a second; then one thread writes the texts and another all the
/// rest. Columns of the draft are let go as soon as they are written.
package enum IndexBuilder {
    /// - Parameter path: where the file shall be; it appears there whole or not at all, in place of one that was there.
    /// - Throws: `ImportFailure` where concepts lie below themselves, `IndexFailure` where the file cannot be written,
    ///   `CancellationError`.
    package static func build(
        _ draft: consuming ReleaseDraft, to path: String, progress: ImportProgress = ImportProgress()
    ) throws -> IndexReport {
        let writer = try SectionWriter(path)
        progress.report(.hierarchy, 0, draft.concepts.count)
        let plan = try plan(draft)
        var work = IndexWork(draft: consume draft, plan: plan, writer: writer)
        let texts = work.takeTexts(progress)

        // One of the two runs on this thread; both are waited for.
        let pending = Mutex<(texts: TextWork?, rest: IndexWork?)>((consume texts, consume work))
        let outcome = Mutex<(texts: Result<[UInt32], any Error>?, rest: Result<IndexWork, any Error>?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: 2) { part in
            if part == 0, let texts = pending.withLock({ $0.texts.take() }) {
                let documents = Result { try texts.run() }
                outcome.withLock { $0.texts = documents }
            } else if part == 1, var rest = pending.withLock({ $0.rest.take() }) {
                let done = Result {
                    try rest.run(progress)
                    return rest
                }
                outcome.withLock { $0.rest = done }
            }
        }
        let done = outcome.withLock { $0 }
        guard let documents = try done.texts?.get(), var rest = try done.rest?.get() else { throw CancellationError() }
        try rest.finish(documents: documents)
        if progress.isCancelled() { throw CancellationError() }
        progress.report(.writing, 0, 1)
        var report = rest.report
        report.bytes = try writer.finish()
        progress.report(.checking, 0, report.bytes)
        _ = try TerminologyIndex.open(path)
        progress.report(.checking, report.bytes, report.bytes)
        return report
    }

    private static func plan(_ draft: borrowing ReleaseDraft) throws -> HierarchyPlan {
        do {
            return try HierarchyPlan(draft.edges, concepts: draft.concepts.count)
        } catch {
            let column = draft.concepts.codes
            let codes = error.rows.map { column.text($0) }
            let way = (codes + codes.prefix(1)).prefix(12).joined(separator: " → ")
            throw ImportFailure([
                ImportProblem(
                    file: draft.sources.first?.name ?? "",
                    reason: codes.count == 1
                        ? "\(way): a concept is its own parent" : "a concept lies below itself: \(way)")
            ])
        }
    }
}

extension CodeColumn {
    /// The code of a row as text.
    func text(_ row: UInt32) -> String {
        switch self {
        case .numbers(let numbers): String(numbers[Int(row)])
        case .texts(let texts): texts[Int(row)]
        }
    }
}
