/// How a file is to be read.
package struct ImportOptions: Sendable, Equatable {
    /// The name errors speak of.
    package var fileName: String?
    /// The encoding of CSV, TSV and text files. JSON is always UTF-8 (RFC 8259 §8.1).
    package var encoding = TextEncoding.detected
    /// The data key of formats that have no names of their own (text lines, media).
    package var key = ImportOptions.undefinedKey
    /// Data fields that hold a model's answer (`preannotated_from_fields`): each becomes a prediction, and stays.
    package var predictionFields: [PredictionField] = []
    package var limits = ImportLimits()

    /// Stands for “the one key the interface reads”, until an interface names it.
    package static let undefinedKey = "$undefined$"

    package init(fileName: String? = nil) { self.fileName = fileName }
}
