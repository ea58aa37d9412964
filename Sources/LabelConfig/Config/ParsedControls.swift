/// The controls of a config in the reading of Label Studio's server, which differs from that of its editor:
/// tags and attributes mind case here, and any tag with `name` and `toName` is a control.
package struct ParsedControls: Sendable, Equatable {
    /// By first appearance of their names.
    package private(set) var controls: [ParsedControl] = []
    private var indexes: [String: Int] = [:]
    private var inputs: [String: ParsedControl.Input] = [:]
    private var labelIndexes: [String: [String: Int]] = [:]
    private var flags: [String] = []

    package init(_ root: MarkupElement) {
        root.walk { element, around in visit(element, around) }
        for index in controls.indices {
            controls[index].inputs = controls[index].toName.compactMap { inputs[$0] }
        }
    }

    package subscript(name: String) -> ParsedControl? { indexes[name].map { controls[$0] } }

    private mutating func visit(_ element: MarkupElement, _ around: [MarkupElement]) {
        if let flag = element.exactly("indexFlag") { flags.append(flag) }
        if let name = element.exactly("name"), !name.isEmpty {
            if let target = element.exactly("toName"), !target.isEmpty, element.name != "Filter" {
                add(element, name: name, target: target)
            } else {
                addInput(element, name: name)
            }
        }
        if ["Label", "Choice", "Relation"].contains(element.name) { addLabel(element, around) }
    }

    private mutating func add(_ element: MarkupElement, name: String, target: String) {
        var control = ParsedControl(
            name: name,
            type: element.name,
            toName: target.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        )
        control.flags = flags.filter { flag in control.toName.contains { flag.isEmpty || $0.contains(flag) } }
        if element.exactly("perRegion") == "true" {
            for (attribute, type) in [
                ("whenTagName", "tag"), ("whenLabelValue", "label"), ("whenChoiceValue", "choice"),
            ] {
                if let name = element.exactly(attribute), !name.isEmpty {
                    control.condition = ParsedControl.Condition(type: type, name: name)
                    break
                }
            }
        }
        control.isDynamic =
            Self.isVariable(element.exactly("value") ?? "") || !(element.exactly("apiUrl") ?? "").isEmpty
            || element.exactly("terminology") != nil
        if let index = indexes[name] {
            controls[index] = control
        } else {
            indexes[name] = controls.count
            controls.append(control)
        }
    }

    private mutating func addInput(_ element: MarkupElement, name: String) {
        let value = element.exactly("value")
        let valueList = element.exactly("valueList")
        guard !(value ?? "").isEmpty || !(valueList ?? "").isEmpty else { return }
        inputs[name] = ParsedControl.Input(
            type: element.name,
            valueType: element.exactly("valueType"),
            value: value.map(Self.withoutDollar),
            valueList: value == nil ? valueList.map(Self.withoutDollar) : nil,
            name: name,
            source: element["source"].map(Self.withoutDollar),
            medical: element["medical"]
        )
    }

    private mutating func addLabel(_ element: MarkupElement, _ around: [MarkupElement]) {
        let named = around.reversed().lazy.compactMap { $0.exactly("name") }.first { indexes[$0] != nil }
        guard let named, let index = indexes[named] else { return }
        let answers = ["alias", "value", "valueList"].lazy.compactMap { element.exactly($0) }
        guard let answer = answers.first(where: { !$0.isEmpty }) else { return }
        let label = ParsedControl.Label(answer: answer, attributes: element.attributes)
        if let known = labelIndexes[named]?[answer] {
            controls[index].labels[known] = label
        } else {
            labelIndexes[named, default: [:]][answer] = controls[index].labels.count
            controls[index].labels.append(label)
        }
    }

    private static func withoutDollar(_ value: String) -> String { String(value.drop { $0 == "$" }) }

    private static func isVariable(_ value: String) -> Bool {
        value.utf8.count > 1 && value.first == "$"
            && value.utf8.dropFirst().allSatisfy { byte in
                byte == UInt8(ascii: "_") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            }
    }
}
