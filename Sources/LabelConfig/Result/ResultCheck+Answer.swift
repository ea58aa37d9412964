import JSON

/// Answers: labels, choices, texts, numbers.
extension ResultCheck {
    mutating func lookAtAnswer(_ value: JSONValue, type: String, _ control: ControlTag) {
        let key = ControlKind.answerKey(of: type)
        let path = "value." + key
        switch type {
        case "choices": lookAtChoices(value[key], path, control)
        case "taxonomy": lookAtTaxonomy(value[key], path, control)
        case "textarea": lookAtTexts(value[key], path)
        case "number": lookAtNumber(value[key], path, control)
        case "rating":
            let most = control.element.number("maxrating") ?? 5
            number(value[key], path, in: most >= 0 ? 0...most : nil)
        case "datetime":
            if value[key]?.string == nil { note(path, value[key] == nil ? .missing : .notA(.text)) }
        case "pairwise":
            if !["left", "right"].contains(value[key]?.string) { note(path, .notOneOf(["left", "right"])) }
        case "ranker": lookAtRanking(value[key], path)
        case "chatmessage", "reactcode":
            guard let answer = value[key] else { return note(path, .missing) }
            if type == "chatmessage", answer.object == nil { note(path, .notA(.object)) }
        case "videorectangle", "videovector", "videovectorlabels":
            if let labels = value[key], !labels.isNull { lookAtLabels(labels, path, control) }
        default:
            guard type.hasSuffix("labels"), control.kind != .other else { return }
            guard let labels = value[key] else { return note(path, .missing) }
            lookAtLabels(labels, path, control)
        }
    }

    private mutating func lookAtLabels(_ value: JSONValue, _ path: String, _ control: ControlTag) {
        guard let labels = value.array else { return note(path, .notA(.list)) }
        // Boxes of a video, and shapes that a wand or an eraser made, bear the labels of other controls on that object.
        let lists = control.list.isEmpty ? companions(of: control) : [control]
        let isOpen = lists.contains(where: \.isOpen)
        for (index, label) in labels.enumerated() {
            guard let label = label.string else {
                note("\(path)[\(index)]", .notA(.text))
                continue
            }
            if !isOpen, !lists.isEmpty, !lists.contains(where: { $0.list.answers.contains(label) }) {
                note("\(path)[\(index)]", .notOffered(label, control: control.name))
            }
        }
    }

    private func companions(of control: ControlTag) -> [ControlTag] {
        if control.isOpen { return [control] }
        return interface.controls.filter { other in
            other.kind.isLabelling && (!other.list.isEmpty || other.isOpen)
                && other.targets.contains { control.targets.contains($0) }
        }
    }

    private mutating func lookAtChoices(_ value: JSONValue?, _ path: String, _ control: ControlTag) {
        guard let value else { return note(path, .missing) }
        guard let answers = value.array else { return note(path, .notA(.list)) }
        if control.isSingle, answers.count > 1, !control.element.says("allownested") {
            note(path, .onlyOne(control: control.name))
        }
        for (index, answer) in answers.enumerated() {
            let place = "\(path)[\(index)]"
            if let steps = answer.array {
                lookAtPath(steps, place, control)
            } else if let word = answer.string {
                if !control.isOpen, !control.list.answers.contains(word) {
                    note(place, .notOffered(word, control: control.name))
                }
            } else {
                note(place, .notA(.text))
            }
        }
    }

    private mutating func lookAtTaxonomy(_ value: JSONValue?, _ path: String, _ control: ControlTag) {
        guard let value else { return note(path, .missing) }
        guard let answers = value.array else { return note(path, .notA(.list)) }
        if let most = control.element.number("maxusages"), Double(answers.count) > most {
            note(path, .outOfRange(low: 0, high: most))
        }
        for (index, answer) in answers.enumerated() {
            let place = "\(path)[\(index)]"
            guard let steps = answer.array else {
                note(place, .notA(.list))
                continue
            }
            lookAtPath(steps, place, control)
        }
    }

    private mutating func lookAtPath(_ steps: [JSONValue], _ path: String, _ control: ControlTag) {
        let words = steps.compactMap(\.string)
        guard words.count == steps.count, !words.isEmpty else { return note(path, .notA(.text)) }
        if control.isOpen || control.list.paths.contains(words) { return }
        note(path, .notOffered(words.joined(separator: " / "), control: control.name))
    }

    private mutating func lookAtTexts(_ value: JSONValue?, _ path: String) {
        guard let value else { return note(path, .missing) }
        if value.string != nil { return }
        guard let lines = value.array else { return note(path, .notA(.list)) }
        for (index, line) in lines.enumerated() where line.string == nil { note("\(path)[\(index)]", .notA(.text)) }
    }

    private mutating func lookAtNumber(_ value: JSONValue?, _ path: String, _ control: ControlTag) {
        let low = control.element.number("min") ?? -Double.greatestFiniteMagnitude
        let high = control.element.number("max") ?? Double.greatestFiniteMagnitude
        number(value, path, in: low <= high ? low...high : nil)
    }

    private mutating func lookAtRanking(_ value: JSONValue?, _ path: String) {
        guard let value else { return note(path, .missing) }
        if value.array != nil { return }
        guard let buckets = value.object else { return note(path, .notA(.object)) }
        for (name, items) in buckets where items.array == nil { note("\(path).\(name)", .notA(.list)) }
    }
}
