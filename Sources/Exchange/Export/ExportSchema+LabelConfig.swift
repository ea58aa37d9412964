package import LabelConfig

extension ExportSchema {
    /// What an export needs to know of a config, in the reading of Label Studio's server.
    package init(_ config: LabelConfig) {
        controls = config.parsedControls.controls.map { control in
            Control(
                name: control.name,
                type: control.type,
                objects: control.inputs.compactMap { input in
                    (input.value ?? input.valueList).map { key in
                        Object(type: input.type, key: key, isList: input.valueList != nil)
                    }
                },
                labels: control.labels.map { label in
                    func number(_ name: String) -> Int? {
                        label.attributes.last { $0.key == name }.flatMap { Int($0.value) }
                    }
                    return Label(
                        value: label.answer, category: number("category"), modelIndex: number("model_index"))
                }
            )
        }
    }
}

extension ExportFormat {
    /// The formats that can hold the results of a config, in the order they are listed.
    package static func offered(for config: LabelConfig) -> [ExportFormat] {
        let names = Set(config.exportHints.map(\.rawValue))
        return allCases.filter { names.contains($0.rawValue) }
    }
}
