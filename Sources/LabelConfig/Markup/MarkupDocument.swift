/// A whole config: its root element and the comments before and after it.
package struct MarkupDocument: Sendable, Equatable {
    package var before: [String]
    package var root: MarkupElement
    package var after: [String]

    package init(before: [String] = [], root: MarkupElement, after: [String] = []) {
        self.before = before
        self.root = root
        self.after = after
    }

    /// Reads one document; nothing of it is resolved, fetched or expanded.
    package init(parsing text: String) throws(MarkupError) {
        var reader = MarkupReader(text)
        self = try reader.readDocument()
    }

    /// The text of the document; read again it gives an equal document.
    package var printed: String {
        var printer = MarkupPrinter()
        printer.print(self)
        return printer.text
    }
}
