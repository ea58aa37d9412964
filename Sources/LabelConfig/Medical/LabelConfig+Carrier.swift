extension LabelConfig {
    /// A data key that Label Studio shows in place of an image of the field, and the key the image itself is found under.
    package struct Carrier: Sendable, Equatable {
        /// The name of the object.
        package let object: String
        package let image: MedicalImage
        package let source: DataReference
        package let picture: DataReference
        /// Whether the picture's key takes a list: one picture a frame.
        package let isList: Bool
    }

    /// The config as Label Studio's own editor opens it: long spellings are written as the tags that carry them.
    package var carrierConfig: String {
        var copy = document
        copy.root = document.root.carried
        return copy.printed
    }

    /// What must be put into a task's data so that Label Studio has something to show.
    package var carriers: [Carrier] {
        LabelInterface(document.root.carried).objects.compactMap { object in
            guard let image = object.medicalImage, let source = object.source,
                let picture = object.valueList ?? object.value, picture != source
            else { return nil }
            return Carrier(
                object: object.name, image: image, source: source, picture: picture, isList: object.valueList != nil)
        }
    }
}
