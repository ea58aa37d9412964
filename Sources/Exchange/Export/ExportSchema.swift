package import LabelConfig

/// What an export needs to know of a labelling interface: its controls, what they read and which labels they give.
package struct ExportSchema: Sendable, Equatable {
    /// A control and the objects it labels.
    package struct Control: Sendable, Equatable {
        package var name: String
        /// The tag's name as written: `RectangleLabels`.
        package var type: String
        package var objects: [Object]
        package var labels: [Label]

        package init(name: String, type: String, objects: [Object], labels: [Label] = []) {
            self.name = name
            self.type = type
            self.objects = objects
            self.labels = labels
        }
    }

    /// An object a control labels.
    package struct Object: Sendable, Equatable {
        /// The tag's name as written: `Image`.
        package var type: String
        /// The data key it shows, without the `$`.
        package var key: String
        /// Whether the key holds a list (`valueList`).
        package var isList: Bool
        /// The tag's name in results (`to_name`).
        package var name = ""
        /// The kind of image of the field it is; its key is that of the native file.
        package var medical: MedicalImage?
        /// The key of the pictures that Label Studio shows for it.
        package var picture: String?

        package init(type: String, key: String, isList: Bool = false) {
            self.type = type
            self.key = key
            self.isList = isList
        }
    }

    /// A label of a control.
    package struct Label: Sendable, Equatable {
        /// What stands in results: the alias, or the value.
        package var value: String
        /// The class number the interface fixes (`category`).
        package var category: Int?
        /// The place among the key points of a skeleton (`model_index`).
        package var modelIndex: Int?
        /// The concept it stands for, the broad class of that, and its colour as written.
        package var concept: LabelConcept?
        package var property: SegmentProperty?
        package var colour: String?

        package init(value: String, category: Int? = nil, modelIndex: Int? = nil) {
            self.value = value
            self.category = category
            self.modelIndex = modelIndex
        }
    }

    package var controls: [Control]

    package init(controls: [Control]) { self.controls = controls }

    /// The data keys the labelled objects read, each once, in the order of the interface.
    package var dataKeys: [String] {
        var keys: [String] = []
        for control in controls {
            for object in control.objects where !keys.contains(object.key) { keys.append(object.key) }
        }
        return keys
    }

    /// The data of a task with its name for “the one key the interface reads” replaced by that key.
    package func resolved(_ data: String) -> String {
        let unnamed = "{\"\(ImportOptions.undefinedKey)\":"
        guard data.hasPrefix(unnamed), let key = dataKeys.first, dataKeys.count == 1 else { return data }
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        JSONText.quote(Array(key.utf8)[...], into: &bytes)
        return String(decoding: bytes, as: UTF8.self) + ":" + data.dropFirst(unnamed.count)
    }

    /// The control a result's `from_name` belongs to. A name with `{{idx}}` (of a Repeater) stands for every number;
    /// of several such names the longest fits best.
    package func control(named name: String) -> Control? {
        if let exact = controls.first(where: { $0.name == name }) { return exact }
        return controls.filter { $0.name.contains("{{") && Self.matches($0.name, name) }
            .max { $0.name.utf8.count < $1.name.utf8.count }
    }

    private static func matches(_ pattern: String, _ name: String) -> Bool {
        var rest = name[...]
        var pattern = pattern[...]
        while let open = pattern.range(of: "{{"), let close = pattern[open.upperBound...].range(of: "}}") {
            guard rest.hasPrefix(pattern[..<open.lowerBound]) else { return false }
            rest = rest.dropFirst(pattern[..<open.lowerBound].count)
            guard let first = rest.first, first.isNumber else { return false }
            rest = rest.drop(while: \.isNumber)
            pattern = pattern[close.upperBound...]
        }
        return rest == pattern
    }
}

extension Substring {
    fileprivate func range(of mark: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(mark) { return start..<index(start, offsetBy: mark.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
