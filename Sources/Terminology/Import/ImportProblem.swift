/// Something wrong in a file of a release: where, and what.
package struct ImportProblem: Error, Sendable, Equatable {
    /// The path inside the folder or archive.
    package var file: String
    /// From 1; 0 where the whole file is meant.
    package var line: Int
    /// The column's name or number, empty where the whole line is meant.
    package var column: String
    package var reason: String

    package init(file: String, line: Int = 0, column: String = "", reason: String) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }
}
