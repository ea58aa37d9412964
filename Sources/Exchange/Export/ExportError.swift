/// A task that cannot be written in a format.
package struct ExportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Sendable, Equatable {
        /// Stored data is not the JSON it should be.
        case damaged(String)
        /// The interface has no single field the format could read.
        case noDataKey
        /// Key points need `model_index` on their labels to have an order.
        case noKeyPointOrder
        /// A brush mask whose bytes do not decode.
        case badMask(String)
        /// A label map has room for 255 structures.
        case tooManySegments
        /// A DICOM object that cannot be written.
        case notDICOM(String)
    }

    package var task: Int?
    package var annotation: Int?
    package var reason: Reason

    package init(task: Int? = nil, annotation: Int? = nil, reason: Reason) {
        self.task = task
        self.annotation = annotation
        self.reason = reason
    }

    package var description: String {
        let place = [task.map { "task \($0)" }, annotation.map { "annotation \($0)" }].compactMap { $0 }
            .joined(separator: ", ")
        let what =
            switch reason {
            case .damaged(let part): "the stored \(part) is not valid JSON"
            case .noDataKey: "the interface does not show exactly one field, which this format needs"
            case .noKeyPointOrder: "the labels of the key points need model_index to have an order in this format"
            case .badMask(let why): "a brush mask cannot be decoded: \(why)"
            case .tooManySegments: "a label map has room for 255 structures"
            case .notDICOM(let why): "the DICOM object cannot be written: \(why)"
            }
        return place.isEmpty ? what : "\(place): \(what)"
    }
}
