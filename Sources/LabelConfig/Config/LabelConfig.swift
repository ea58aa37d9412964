/// A project's labelling config: its text, its document tree and their typed reading.
///
///     let config = try LabelConfig(parsing: xml)
///     let problems = config.validate()
///     let wrong = config.validateResult(result, taskData: data)
package struct LabelConfig: Sendable {
    /// The text it was read from, byte for byte.
    package let source: String
    package let document: MarkupDocument
    package let interface: LabelInterface
    /// The data a task must bring, by first use in the config. Kept, for every imported task is checked against them.
    package let dataKeys: [DataKey]

    /// Reads a config; only what is not well-formed XML is refused here, the rest is for ``validate()``.
    package init(parsing source: String) throws(LabelConfigError) {
        do {
            document = try MarkupDocument(parsing: source)
        } catch {
            throw LabelConfigError(problems: [ConfigProblem(error)])
        }
        self.source = source
        interface = LabelInterface(document.root)
        dataKeys = DataKey.keys(of: document.root)
    }

    /// Reads a config and refuses one that has errors.
    package init(validating source: String) throws(LabelConfigError) {
        try self.init(parsing: source)
        let errors = validate().filter { $0.severity == .error }
        guard errors.isEmpty else { throw LabelConfigError(problems: errors) }
    }

    /// The config as text; read again it gives an equal tree.
    package var printed: String { document.printed }
}
