/// Reads a file whose whole text is the data of one task: HTML, XML.
package struct DocumentTaskReader: TaskReader {
    private let options: ImportOptions
    private var decoder: TextDecoder
    private var text: [UInt8] = []

    package init(_ options: ImportOptions = ImportOptions()) {
        self.options = options
        decoder = TextDecoder(options.encoding, fileName: options.fileName)
    }

    package mutating func feed(_ chunk: [UInt8]) throws(ImportError) -> [ImportedTask] {
        text += try decoder.decode(chunk)
        guard text.count <= options.limits.taskBytes else {
            throw ImportError(
                file: options.fileName, reason: .tooLarge("the document", limit: options.limits.taskBytes))
        }
        return []
    }

    package mutating func finish() throws(ImportError) -> [ImportedTask] {
        text += try decoder.decode([], isLast: true)
        guard !text.isEmpty else { throw ImportError(file: options.fileName, reason: .empty) }
        return [.text(text, key: options.key)]
    }
}
