extension LabelConfig {
    /// Whether work done under `old` may not fit this config: a control is new or of another type, looks at other
    /// data, or has lost a label. Answers `config_essential_data_has_changed`.
    package func changesEssentials(of old: LabelConfig) -> Bool {
        let before = old.parsedControls
        return parsedControls.controls.contains { control in
            guard let former = before[control.name] else { return true }
            guard former.type == control.type, former.inputs == control.inputs else { return true }
            let kept = Set(control.labels.map(\.answer))
            return !former.labels.allSatisfy { kept.contains($0.answer) }
        }
    }
}
