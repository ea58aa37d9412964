import JSON

/// Answers that must be there.
extension ResultCheck {
    /// A control is asked for where it is shown: for the task, for each region, or for each item.
    ///
    /// Rules about a selected region only hold while somebody looks at it, so that a control for the whole task
    /// under such a rule is never asked for here; what the editor showed it has checked.
    mutating func lookForRequired() {
        for control in interface.controls where control.isRequired && !control.name.isEmpty {
            if control.isPerRegion {
                lookForAnswers(ofEachRegion: control)
            } else if isShown(control), !items.contains(where: { answers($0, control) }) {
                noteRequired(control)
            }
        }
    }

    private mutating func lookForAnswers(ofEachRegion control: ControlTag) {
        var seen: Set<String> = []
        let answered = Set(items.filter { answers($0, control) }.compactMap { $0["id"]?.string })
        for (index, item) in items.enumerated() {
            guard let id = item["id"]?.string, !answered.contains(id), let from = item["from_name"]?.string,
                let drawn = interface.control(named: from), drawn.kind.isRegion,
                let target = item["to_name"]?.string, control.targets.contains(target),
                control.visibility.allSatisfy({ concerns($0, region: id) }), seen.insert(id).inserted
            else { continue }
            noteRequired(control, item: index)
        }
    }

    private func answers(_ item: JSONValue, _ control: ControlTag) -> Bool {
        guard item["from_name"]?.string == control.name, let type = item["type"]?.string else { return false }
        switch item["value"]?[ControlKind.answerKey(of: type)] {
        case nil, .null?: return false
        case .array(let list)?: return !list.isEmpty && !list.allSatisfy { $0.string == "" }
        case .string(let text)?: return !text.isEmpty
        default: return true
        }
    }

    /// Whether a rule lets a control be asked of a region.
    private func concerns(_ rule: VisibilityRule, region id: String) -> Bool {
        let parts = items.filter { $0["id"]?.string == id }
        let given = Set(
            parts.flatMap { part -> [String] in
                guard let type = part["type"]?.string else { return [] }
                if !rule.tagNames.isEmpty, !rule.tagNames.contains(part["from_name"]?.string ?? "") { return [] }
                return ResultSummary.labels(of: part, type: type)
            }
        )
        let wanted = rule.labelValues + rule.choiceValues
        switch rule.condition {
        case .regionSelected, .choiceSelected:
            return wanted.isEmpty ? rule.tagNames.isEmpty || !given.isEmpty : wanted.contains(where: given.contains)
        case .choiceUnselected:
            return wanted.isEmpty ? given.isEmpty : !wanted.contains(where: given.contains)
        case .noRegionSelected: return false
        case .other: return true
        }
    }

    private func isShown(_ control: ControlTag) -> Bool {
        control.visibility.allSatisfy { rule in
            switch rule.condition {
            case .regionSelected: false
            case .noRegionSelected, .other: true
            case .choiceSelected: isChosen(rule)
            case .choiceUnselected: !isChosen(rule)
            }
        }
    }

    private func isChosen(_ rule: VisibilityRule) -> Bool {
        items.contains { item in
            guard let from = item["from_name"]?.string, let type = item["type"]?.string,
                rule.tagNames.isEmpty ? type == "choices" : rule.tagNames.contains(from)
            else { return false }
            let given = answersOf(item, type: type)
            return rule.choiceValues.isEmpty ? !given.isEmpty : rule.choiceValues.contains(where: given.contains)
        }
    }

    /// The words of an answer; of nested choices each step.
    private func answersOf(_ item: JSONValue, type: String) -> [String] {
        (item["value"]?[type]?.array ?? []).flatMap { $0.array?.compactMap(\.string) ?? [$0.string].compactMap { $0 } }
    }
}
