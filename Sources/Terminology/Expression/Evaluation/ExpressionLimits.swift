/// What an evaluation may cost.
package struct ExpressionLimits: Sendable {
    package var time: Duration
    /// Rows that `^ [*]` hands out at most.
    package var rows: Int
    package var isCancelled: @Sendable () -> Bool

    package init(
        time: Duration = .seconds(2), rows: Int = 10_000,
        isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
    ) {
        self.time = time
        self.rows = rows
        self.isCancelled = isCancelled
    }
}
