import JSON
package import Terminology

/// An index that was made of release files and is in no catalogue yet.
package struct BuiltRelease: Sendable {
    /// The name of its file in the folder it was built in.
    package let file: String
    /// What was odd in the files: the first hundred, and how many in all.
    package let warnings: [ImportProblem]
    package let warningCount: Int

    package init(file: String, warnings: [ImportProblem], warningCount: Int) {
        self.file = file
        self.warnings = Array(warnings.prefix(100))
        self.warningCount = warningCount
    }

    /// Reads the line a build process wrote.
    init(_ value: JSONValue) {
        file = value["file"]?.string ?? ""
        warnings = (value["warnings"]?.array ?? []).map { ImportProblem($0) }
        warningCount = value["warning_count"]?.integer ?? 0
    }

    /// The line a build process writes.
    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(
                "built",
                object: { writer in
                    writer.member("file", file)
                    writer.key("warnings")
                    writer.problems(warnings)
                    writer.member("warning_count", warningCount)
                })
        }
        return writer.text
    }
}
