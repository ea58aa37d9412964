/// A place in the text of a config; both numbers count from one, columns in Unicode code points.
package struct MarkupPlace: Sendable, Hashable {
    package var line: Int
    package var column: Int

    package init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }
}
