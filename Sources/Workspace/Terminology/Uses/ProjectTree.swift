/// The tree of codes that a project brought itself: a system with a key of its own, which its interface calls `project`.
package enum ProjectTree {
    /// What configs write.
    package static let word = "project"

    /// The key under which the tree of a project is kept.
    package static func key(of project: Int) -> String { "project-\(project)" }

    /// The key that a word of a project's config stands for.
    package static func key(_ word: String, in project: Int?) -> String {
        guard word == Self.word, let project else { return word }
        return key(of: project)
    }

    /// Whose tree a key names; nil for systems of the whole installation.
    package static func project(of key: String) -> Int? {
        key.hasPrefix("project-") ? Int(key.dropFirst(8)) : nil
    }
}
