/// What becomes of a task that somebody skipped.
package enum SkipQueue: String, Sendable, CaseIterable {
    /// It goes back to the person who skipped it, after all others.
    case requeueForMe = "REQUEUE_FOR_ME"
    /// It goes to other people; the skip does not count as a label.
    case requeueForOthers = "REQUEUE_FOR_OTHERS"
    /// The skip counts as a label.
    case ignoreSkipped = "IGNORE_SKIPPED"
}
