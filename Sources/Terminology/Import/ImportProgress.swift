/// Is told how far an import is, and asked whether to go on.
package struct ImportProgress: Sendable {
    /// What is being done, with done and whole in bytes or rows; called a few times a second.
    package var report: @Sendable (_ step: ImportStep, _ done: Int, _ whole: Int) -> Void
    package var isCancelled: @Sendable () -> Bool

    package init(
        report: @escaping @Sendable (ImportStep, Int, Int) -> Void = { _, _, _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.report = report
        self.isCancelled = isCancelled
    }
}
