/// Collects the problems of a config.
struct ConfigCheck {
    private(set) var problems: [ConfigProblem] = []
    private var names: [String: MarkupPlace] = [:]

    mutating func note(_ reason: ConfigProblem.Reason, at element: MarkupElement) {
        problems.append(ConfigProblem(reason, at: element.place))
    }

    mutating func collectName(of element: MarkupElement) {
        guard let name = element["name"] else { return }
        if let first = names[name] {
            note(.nameTwice(name, firstLine: first.line), at: element)
        } else {
            names[name] = element.place
        }
    }

    mutating func look(at element: MarkupElement, in around: [MarkupElement]) {
        lookAtRequired(element, isServed: Self.isServed(element, around))
        if let targets = element.exactly("toName") {
            // Spaces count in Label Studio's server, and so here: a config must move both ways.
            for target in targets.split(separator: ",", omittingEmptySubsequences: false)
            where names[String(target)] == nil {
                note(.unknownTarget(String(target), tag: element.name, names: names.keys.sorted()), at: element)
            }
        }
        for name in element.list("whentagname") where names[name] == nil {
            note(.unknownCondition(tag: element.name, name: name), at: element)
        }
        if element.name == "Video", element["name"] != nil { lookAtSpeed(of: element) }
        lookAtMedical(element)
    }

    /// Whether Label Studio's server looks at a tag: it goes down from a View through Views, Labels and Choices, and
    /// minds case. What it takes must not be refused here, or its projects could not move.
    private static func isServed(_ element: MarkupElement, _ around: [MarkupElement]) -> Bool {
        guard around.first?.name == "View", around.allSatisfy({ ["View", "Labels", "Choices"].contains($0.name) })
        else {
            return false
        }
        switch element.name {
        case "Text", "HyperText", "Image", "Labels", "Choices", "TextArea", "Number": return true
        case "Label": return around.last?.name == "Labels"
        case "Choice": return around.last?.name == "Choices"
        default: return false
        }
    }

    private mutating func lookAtRequired(_ element: MarkupElement, isServed: Bool) {
        switch element.key {
        case "text", "hypertext", "image":
            require(["name"], of: element, isServed)
            switch (element["value"], element["valuelist"]) {
            case (nil, nil): require(["value"], of: element, isServed)
            case (.some, .some) where isServed: note(.valueAndList(tag: element.name), at: element)
            default: break
            }
        case "labels", "choices":
            require(["name", "toName"], of: element, isServed)
            let option = element.key == "labels" ? "Label" : "Choice"
            if isServed, element["value"] == nil, element["apiurl"] == nil,
                !element.elements.contains(where: { _ in true })
            {
                note(.noOptions(tag: element.name, option: option), at: element)
            }
        case "textarea", "number":
            require(["name", "toName"], of: element, isServed)
        case "label", "choice":
            require(["value"], of: element, isServed)
        default:
            // A control that says whom it asks about but not who it is could give no results.
            if let kind = ControlKind(rawValue: element.key), kind != .relations, element["toname"] != nil {
                require(["name"], of: element, false)
            }
        }
    }

    private mutating func require(_ attributes: [String], of element: MarkupElement, _ isServed: Bool) {
        for attribute in attributes where element[lowerCased(attribute)] == nil {
            let tag = element.name
            note(
                isServed ? .missing(attribute: attribute, tag: tag) : .lacks(attribute: attribute, tag: tag),
                at: element)
        }
    }

    private mutating func lookAtSpeed(of element: MarkupElement) {
        var speeds: [String: Double] = [:]
        for attribute in ["defaultPlaybackSpeed", "minPlaybackSpeed"] {
            guard let text = element[lowerCased(attribute)] else { continue }
            guard let speed = Double(text) else {
                note(.badNumber(attribute: attribute, tag: element.name, value: text), at: element)
                continue
            }
            speeds[attribute] = speed
            // The range Label Studio 1.23 takes.
            if !(0.05...10).contains(speed) {
                note(.outOfRange(attribute: attribute, tag: element.name, low: 0.05, high: 10), at: element)
            }
        }
        if let least = speeds["minPlaybackSpeed"], let usual = speeds["defaultPlaybackSpeed"], least > usual {
            note(.minimumAboveDefault(tag: element.name), at: element)
        }
    }

    mutating func look(at interface: LabelInterface) {
        for element in interface.unknown { note(.unknownTag(element.name), at: element) }
        for control in interface.controls {
            let needsTarget =
                !control.kind.isOwnObject
                && ![.relations, .labels, .choices, .textArea, .number].contains(control.kind)
            if needsTarget, control.targets.isEmpty { note(.noTarget(tag: control.element.name), at: control.element) }
            let wanted = control.kind.objects
            for target in control.targets where !wanted.isEmpty {
                guard let object = interface.object(named: target), object.kind != .other else { continue }
                if !wanted.contains(object.kind.carrier) {
                    note(
                        .wrongObject(tag: control.element.name, target: target, objectTag: object.element.name),
                        at: control.element
                    )
                }
            }
            lookForDoubles(in: control.list.options, of: control)
        }
    }

    private mutating func lookForDoubles(in options: [LabelOption], of control: ControlTag) {
        var seen: Set<String> = []
        for option in options {
            if !seen.insert(option.answer).inserted {
                note(.optionTwice(option.answer, tag: control.element.name), at: option.element)
            }
            lookForDoubles(in: option.children, of: control)
        }
    }
}
