/// Something in an annotation's `result` that the config, the task's data or the format does not allow.
package struct ResultProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        case notA(JSONKind)
        case missing
        case unknownControl(String)
        case unknownObject(String)
        case unknownResult(String)
        case wrongType(String, wanted: [String])
        case notOffered(String, control: String)
        case onlyOne(control: String)
        case outOfRange(low: Double, high: Double)
        case notWhole
        case notFinite
        case endBeforeStart
        case beyondText(length: Int)
        case beyondList(count: Int)
        case tooFewPoints(Int)
        case badMask(BrushStream.Fault)
        case wrongCount(found: Int, wanted: Int)
        case unknownUnit(String)
        /// There is not one code for each answer.
        case notParallel(found: Int, wanted: Int)
        /// Text that is not of its form.
        case badForm(String)
        case notOneOf([String])
        case sharedID
        case requiredAnswer(control: String, message: String?)
    }

    /// The item of the result; nil where the whole is meant.
    package let index: Int?
    /// Where in the item: `value.points[3][0]`.
    package let path: String
    package let reason: Reason

    package init(index: Int?, path: String, reason: Reason) {
        self.index = index
        self.path = path
        self.reason = reason
    }

    package var description: String {
        let place = (index.map { "result[\($0)]" } ?? "result") + (path.isEmpty ? "" : "." + path)
        return "\(place): \(message)"
    }
}
