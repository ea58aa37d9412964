extension ResultProblem {
    /// What is wrong, without the place. Names labels and tags, never the content of a task.
    package var message: String {
        switch reason {
        case .notA(let kind): "must be \(kind.words)"
        case .missing: "is missing"
        case .unknownControl(let name): "the config has no control named \"\(name)\""
        case .unknownObject(let name): "this control is not about an object named \"\(name)\""
        case .unknownResult(let id): "no region of this result has the id \"\(id)\""
        case .wrongType(let type, let wanted):
            "this control gives results of type \(wanted.joined(separator: " or ")), not \"\(type)\""
        case .notOffered(let answer, let control): "\"\(control)\" does not offer \"\(answer)\""
        case .onlyOne(let control): "\"\(control)\" takes one answer"
        case .outOfRange(let low, let high): "must lie between \(Self.words(low)) and \(Self.words(high))"
        case .notWhole: "must be a whole number"
        case .notFinite: "must be a finite number"
        case .endBeforeStart: "the end lies before the start"
        case .beyondText(let length): "lies outside the text, which has \(length) characters (Unicode code points)"
        case .beyondList(let count): "there are \(count) items only"
        case .tooFewPoints(let count): "needs at least \(count) points"
        case .badMask(let fault): fault.description
        case .wrongCount(let found, let wanted): "has \(found) points, but this figure has \(wanted)"
        case .notParallel(let found, let wanted): "has \(found) codes for \(wanted) answers"
        case .unknownUnit(let unit): "\"\(unit)\" is no unit of a measurement on an image"
        case .badForm(let form): "must be \(form)"
        case .notOneOf(let words): "must be one of \(words.joined(separator: ", "))"
        case .sharedID: "this id belongs to a region of another object"
        case .requiredAnswer(let control, let message): message ?? "\"\(control)\" must be answered"
        }
    }

    private static func words(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? number.description
    }
}
