package import Terminology

/// A release as the list of them shows it.
package struct ReleaseRecord: Sendable {
    package let release: TerminologyRelease
    /// Whether its key alone means it.
    package let isDefault: Bool
    /// The index, or why it cannot be used.
    package let index: Result<TerminologyIndex, BrokenRelease>
    /// Whose interfaces take codes from it.
    package let projects: [ProjectUse]
    package let loadedBy: Author?

    /// A project whose interface names the release.
    package struct ProjectUse: Sendable, Equatable {
        package let id: Int
        package let title: String
        /// Whether the interface names this version.
        package let isPinned: Bool
    }
}
