/// A file a release was read from.
package struct SourceFile: Sendable, Equatable {
    package var name: String
    package var rows: Int

    package init(name: String, rows: Int) {
        self.name = name
        self.rows = rows
    }
}
