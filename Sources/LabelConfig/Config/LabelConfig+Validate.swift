extension LabelConfig {
    /// Everything wrong or doubtful in the config, in the order of the text.
    ///
    /// The errors are what Label Studio's server refuses too; warnings are what it takes and its editor may not.
    package func validate() -> [ConfigProblem] {
        var check = ConfigCheck()
        document.root.walk { element, _ in check.collectName(of: element) }
        document.root.walk { element, around in check.look(at: element, in: around) }
        check.look(at: interface)
        return check.problems.enumerated()
            .sorted {
                ($0.element.place.line, $0.element.place.column, $0.offset)
                    < ($1.element.place.line, $1.element.place.column, $1.offset)
            }
            .map(\.element)
    }
}
