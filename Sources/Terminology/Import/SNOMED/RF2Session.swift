import Synchronization

/// What all threads of an import share.
final class RF2Session: Sendable {
    let source: ReleaseSource
    let package: RF2Package
    let progress: ImportProgress
    private let whole: Int
    private let done = Atomic<Int>(0)
    private let codes = Mutex<[UInt64]>([0])
    private let isStopped = Atomic<Bool>(false)

    init(_ source: ReleaseSource, _ package: RF2Package, _ progress: ImportProgress) {
        self.source = source
        self.package = package
        self.progress = progress
        whole = package.files.reduce(0) { $0 + $1.entry.size * (package.isFull ? 2 : 1) }
    }

    /// Makes all threads end: one of them failed.
    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Counts bytes; tells of it every 16 MiB, which is some tens of times a second.
    ///
    /// - Throws: `CancellationError`.
    func advance(_ bytes: Int, _ step: ImportStep) throws {
        if progress.isCancelled() || isStopped.load(ordering: .relaxed) { throw CancellationError() }
        let now = done.wrappingAdd(bytes, ordering: .relaxed).newValue
        if now >> 24 != (now - bytes) >> 24 { progress.report(step, now, max(whole, now)) }
    }

    /// The place of a module in the draft's list, new or known; nil where there are too many.
    func module(_ code: UInt64) -> UInt16? {
        codes.withLock { codes in
            if let index = codes.firstIndex(of: code) { return UInt16(index) }
            guard codes.count < UInt16.max else { return nil }
            codes.append(code)
            return UInt16(codes.count - 1)
        }
    }

    /// The modules by place; the first is none.
    var modules: [UInt64] { codes.withLock { $0 } }
}
