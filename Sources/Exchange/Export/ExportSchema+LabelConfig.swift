package import LabelConfig

extension ExportSchema {
    /// What an export needs to know of a config, in the reading of Label Studio's server; long spellings of images are
    /// read as the tags that carry them.
    package init(_ config: LabelConfig) {
        controls = ParsedControls(config.document.root.carried).controls.map { control in
            Control(
                name: control.name,
                type: control.type,
                objects: control.inputs.compactMap { input in
                    let medical = input.medical.flatMap(MedicalImage.init)
                    let native = medical == nil ? nil : input.source
                    guard let key = native ?? input.value ?? input.valueList else { return nil }
                    var object = Object(type: input.type, key: key, isList: input.valueList != nil)
                    object.name = input.name
                    object.medical = medical
                    if native != nil {
                        object.picture = (input.value ?? input.valueList).flatMap { $0 == key ? nil : $0 }
                    }
                    return object
                },
                labels: control.labels.map { label in
                    func number(_ name: String) -> Int? {
                        label.attributes.last { $0.key == name }.flatMap { Int($0.value) }
                    }
                    func text(_ name: String) -> String? { label.attributes.last { $0.key == name }?.value }
                    var known = Label(
                        value: label.answer, category: number("category"), modelIndex: number("model_index"))
                    known.concept = text("code").map { code in
                        LabelConcept(
                            system: text("system") ?? "", code: code, display: text("display") ?? label.answer)
                    }
                    known.property = text("property").flatMap(SegmentProperty.init)
                    known.colour = text("background")
                    return known
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
