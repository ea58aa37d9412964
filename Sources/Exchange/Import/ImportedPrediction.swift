/// A model's answer that came with a task.
package struct ImportedPrediction: Sendable, Equatable {
    /// A JSON array of objects, byte for byte.
    package var result: String
    package var score: Double?
    /// `undefined` where the file does not say.
    package var modelVersion = "undefined"

    package init(result: String) { self.result = result }
}
