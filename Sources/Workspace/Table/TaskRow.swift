import Storage

/// A task as a row of the table: its data and an outline of the work on it.
package struct TaskRow: Sendable {
    package var task: LabelTask
    /// The people who annotated it.
    package var annotators: [Int] = []
    /// The labels its annotations give, the most used first.
    package var labels: [(name: String, count: Int)] = []

    init(task: LabelTask) { self.task = task }

    /// Reads the outlines, not the results, of the annotations.
    static func addWork(to rows: inout [TaskRow], in connection: any SQLConnection) throws {
        let worked = rows.filter { $0.task.counts.annotations + $0.task.counts.cancelled > 0 }.map(\.task.id)
        guard !worked.isEmpty else { return }
        var annotators: [Int: [Int]] = [:]
        var labels: [Int: [String: Int]] = [:]
        try connection.forEach(
            """
            SELECT task_id, completed_by, labels FROM annotation WHERE task_id IN (\(list: worked)) ORDER BY id
            """
        ) { row in
            var cells = Cells(row)
            let task = cells.int()
            if let person = cells.optionalInt(), annotators[task]?.contains(person) != true {
                annotators[task, default: []].append(person)
            }
            for (label, count) in ResultOutline(stored: cells.text()).labels {
                labels[task, default: [:]][label.label, default: 0] += count
            }
        }
        for index in rows.indices {
            let id = rows[index].task.id
            rows[index].annotators = annotators[id] ?? []
            rows[index].labels = (labels[id] ?? [:]).map { (name: $0.key, count: $0.value) }
                .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        }
    }
}
