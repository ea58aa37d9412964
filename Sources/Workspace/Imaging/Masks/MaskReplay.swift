import Dispatch
import Imaging
import PixelEngine

/// A mask being replayed: its labels after some of its operations. One at a time may use it.
///
/// It runs on a queue of its own: an operation on a large volume takes milliseconds that nobody else should wait for.
actor MaskReplay {
    /// Why a record could not be applied.
    struct BadRecord: Error {
        /// Its place among those that were given, from 0.
        let index: Int
        let failure: MaskFailure
    }

    private final class Queue: SerialExecutor {
        let queue = DispatchQueue(label: "workspace.mask")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
        }
    }

    private let executor = Queue()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let grid: Grid
    /// How many operations the labels are made of.
    private(set) var operations = 0
    private var editor: MaskEditor
    private let intensities: @Sendable () async throws -> [Int16]
    private var volume: [Int16] = []
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter intensities: reads the stored values of the volume; asked for when a record first depends on them.
    init?(grid: Grid, intensities: @escaping @Sendable () async throws -> [Int16]) {
        guard let editor = MaskEditor(grid: grid) else { return nil }
        self.grid = grid
        self.editor = editor
        self.intensities = intensities
    }

    /// Waits until nobody else works on the mask; ``leave()`` must follow.
    func enter() async {
        if !isBusy {
            isBusy = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
    }

    /// Begins anew from a stored state.
    func restore(_ state: [UInt32], operations: Int) throws(MaskFailure) {
        guard let fresh = MaskEditor(grid: grid) else { throw .tooLarge }
        try state.withUnsafeBufferPointer { (words) throws(MaskFailure) in try fresh.restore(words) }
        editor = fresh
        self.operations = operations
    }

    /// Begins anew without labels.
    func clear() throws(MaskFailure) {
        guard let fresh = MaskEditor(grid: grid) else { throw .tooLarge }
        editor = fresh
        operations = 0
    }

    /// Applies records in order; the first that cannot be applied ends it.
    func apply(_ records: [[Int32]]) async throws {
        for (index, record) in records.enumerated() {
            var outcome = editor.apply(record, intensities: volume)
            if outcome.failure == .needsIntensities, volume.isEmpty {
                volume = try await intensities()
                outcome = editor.apply(record, intensities: volume)
            }
            if let failure = outcome.failure { throw BadRecord(index: index, failure: failure) }
            operations += 1
        }
    }

    var hash: String { MaskLog.text(editor.hash) }

    var state: [UInt32] { editor.state() }

    /// About what it takes in memory.
    var bytes: Int { grid.count * (max(1, editor.layerCount) + 2 * (volume.isEmpty ? 0 : 1)) + 1 << 20 }
}
