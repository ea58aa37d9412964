package import JSON

extension LabelConfig {
    /// Everything in a `result` that does not fit the config, or the task's data where they are given.
    ///
    /// `isComplete` also asks for the required answers; a draft or a prediction need not have them.
    package func validateResult(
        _ result: JSONValue,
        taskData: JSONValue? = nil,
        isComplete: Bool = true
    ) -> [ResultProblem] {
        guard let items = result.array else {
            return [ResultProblem(index: nil, path: "", reason: .notA(.list))]
        }
        let interface = taskData.map { self.interface.expanded(for: $0) } ?? self.interface
        var check = ResultCheck(interface: interface, items: items, data: taskData)
        for index in items.indices { check.look(at: index) }
        if isComplete { check.lookForRequired() }
        return check.problems
    }
}
