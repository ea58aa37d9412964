/// What roles are asked about.
package enum Act: String, Sendable, CaseIterable {
    /// Make or unmake owners and administrators.
    case nameOwners
    /// Invite, change and deactivate people; organisation settings.
    case managePeople
    /// Create, configure, import into, export from and delete projects; delete tasks.
    case manageProjects
    /// See the data table, all tasks and everybody's annotations.
    case seeAllWork
    /// Change or accept what another person annotated.
    case review
    /// Take tasks, annotate them, keep drafts.
    case annotate
}
