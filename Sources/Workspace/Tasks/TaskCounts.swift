import Storage

/// What is counted of a task.
package struct TaskCounts: Sendable, Equatable {
    package var overlap = 1
    /// Whether as many people as wanted have labelled it.
    package var isLabeled = false
    /// Annotations that were not cancelled.
    package var annotations = 0
    package var cancelled = 0
    /// Of the annotations that were not cancelled, those that are the truth.
    package var groundTruths = 0
    package var predictions = 0
    package var drafts = 0
    /// The mean score of the predictions.
    package var score: Double?
    /// The mean seconds of work on an annotation.
    package var leadTime: Double?
    /// When the newest annotation was made, once the task is labelled.
    package var completedAt: Int?

    static let selection = """
        task.overlap, task.is_labeled, task.annotations, task.cancelled, task.ground_truths, task.predictions,
        task.drafts, task.score, task.lead_time, task.completed_at
        """

    package init() {}

    init(_ cells: inout Cells) {
        overlap = cells.int()
        isLabeled = cells.bool()
        annotations = cells.int()
        cancelled = cells.int()
        groundTruths = cells.int()
        predictions = cells.int()
        drafts = cells.int()
        score = cells.optionalDouble()
        leadTime = cells.optionalDouble()
        completedAt = cells.optionalInt()
    }

    /// Counts the annotations, predictions and drafts a task has now.
    static func count(_ task: Int, overlap: Int, skips: SkipQueue, in connection: any SQLConnection) throws
        -> TaskCounts
    {
        var counts = TaskCounts()
        counts.overlap = overlap
        var work = WorkOnTask()
        try connection.forEach(
            """
            SELECT completed_by, was_cancelled, ground_truth, lead_time, created_at FROM annotation
            WHERE task_id = \(task)
            """
        ) { row in
            var cells = Cells(row)
            work.add(
                by: cells.optionalInt(), wasCancelled: cells.bool(), groundTruth: cells.bool(),
                leadTime: cells.optionalDouble(), at: cells.int()
            )
        }
        work.fill(&counts, skips: skips)
        if let row = try connection.first(
            "SELECT count(*), avg(score) FROM prediction WHERE task_id = \(task)"
        ) {
            var cells = Cells(row)
            counts.predictions = cells.int()
            counts.score = cells.optionalDouble()
        }
        counts.drafts = try connection.integer("SELECT count(*) FROM draft WHERE task_id = \(task)")
        return counts
    }

    /// Stores counts of a task.
    func store(_ task: Int, in connection: any SQLConnection) throws {
        try connection.execute(
            """
            UPDATE task SET overlap = \(overlap), is_labeled = \(isLabeled), annotations = \(annotations),
                cancelled = \(cancelled), ground_truths = \(groundTruths), predictions = \(predictions),
                drafts = \(drafts), score = \(score), lead_time = \(leadTime), completed_at = \(completedAt)
            WHERE id = \(task)
            """
        )
    }
}

/// Sums up the annotations of one task.
struct WorkOnTask {
    private var finishers: Set<Int?> = []
    private var everybody: Set<Int?> = []
    private var annotations = 0
    private var cancelled = 0
    private var groundTruths = 0
    private var newest: Int?
    private var seconds = 0.0
    private var timed = 0

    mutating func add(by person: Int?, wasCancelled: Bool, groundTruth: Bool, leadTime: Double?, at time: Int) {
        everybody.insert(person)
        if wasCancelled {
            cancelled += 1
        } else {
            annotations += 1
            finishers.insert(person)
            if groundTruth { groundTruths += 1 }
        }
        newest = max(newest ?? time, time)
        if let leadTime {
            seconds += leadTime
            timed += 1
        }
    }

    func fill(_ counts: inout TaskCounts, skips: SkipQueue) {
        counts.annotations = annotations
        counts.cancelled = cancelled
        counts.groundTruths = groundTruths
        counts.isLabeled = (skips == .ignoreSkipped ? everybody : finishers).count >= counts.overlap
        counts.leadTime = timed > 0 ? seconds / Double(timed) : nil
        counts.completedAt = counts.isLabeled ? newest : nil
    }
}
