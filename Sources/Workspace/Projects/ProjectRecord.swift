/// A project with its counts and what the asker needs to know beside it.
package struct ProjectRecord: Sendable {
    package var project: Project
    package var tally: ProjectTally
    package var author: Author?
    /// How many tasks the asker has or had to label.
    package var queueTotal: Int
    /// How many of them the asker has labelled.
    package var queueDone: Int
}
