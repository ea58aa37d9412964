/// One act that changed something, as the event log keeps it.
///
/// It holds ids and hashes, never what a task or annotation says.
package struct Event: Sendable, Equatable {
    /// What was changed.
    package enum Target: String, Sendable {
        case organization, user, invitation, session, token
        case project, task, annotation, draft, prediction, view, file
        case `import`, export, job
        case series, mask
        case terminology
    }

    /// What was done, such as `annotation.create`.
    package var action: String
    package var target: Target
    /// The thing's id; nil for an act on many.
    package var targetID: Int?
    package var project: Int?
    /// How many things were changed.
    package var count = 1
    /// SHA-256 of the thing before, in hexadecimal; nil where there was none.
    package var before: String?
    /// SHA-256 of the thing after, in hexadecimal; nil where there is none any more.
    package var after: String?

    package init(
        _ action: String, _ target: Target, _ targetID: Int? = nil, project: Int? = nil, count: Int = 1,
        before: String? = nil, after: String? = nil
    ) {
        self.action = action
        self.target = target
        self.targetID = targetID
        self.project = project
        self.count = count
        self.before = before
        self.after = after
    }
}
