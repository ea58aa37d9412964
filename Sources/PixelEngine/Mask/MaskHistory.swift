/// The steps that can be taken back or done again, oldest first, as changed runs.
///
/// What it forgets depends only on the steps themselves, never on when it was opened: who replays all records and who began from a stored state
/// agree about every undo that both can do.
struct MaskHistory {
    /// Changed runs kept in all: 64 MiB at twelve bytes each.
    static let maximumRuns = 64 << 20 / 12
    /// Steps kept.
    static let maximumSteps = 1000

    private(set) var done: [[MaskChange]] = []
    private(set) var undone: [[MaskChange]] = []
    private var runs = 0
    /// The next changes begin a step even if their record is joined to the one before.
    private var isClosed = true

    /// Ends the step: what comes next is another one.
    mutating func close() { isClosed = true }

    /// Adds what a record changed.
    mutating func add(_ changes: [MaskChange]) {
        if changes.isEmpty { return }
        for step in undone { runs &-= step.count }
        undone.removeAll()
        if isClosed {
            done.append(changes)
        } else {
            done[done.count &- 1].append(contentsOf: changes)
        }
        isClosed = false
        runs &+= changes.count
        forget()
    }

    mutating func takeBack() -> [MaskChange]? {
        isClosed = true
        guard let step = done.popLast() else { return nil }
        undone.append(step)
        return step
    }

    mutating func doAgain() -> [MaskChange]? {
        isClosed = true
        guard let step = undone.popLast() else { return nil }
        done.append(step)
        return step
    }

    /// Drops the oldest steps beyond the limits, but never the last one.
    private mutating func forget() {
        var surplus = 0
        while done.count &- surplus > 1, runs > Self.maximumRuns || done.count &- surplus > Self.maximumSteps {
            runs &-= done[surplus].count
            surplus &+= 1
        }
        if surplus > 0 { done.removeFirst(surplus) }
    }
}
