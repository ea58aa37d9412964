import Exchange
import LabelConfig

/// Which question of a project's interface each field of `preannotated_from_fields` answers.
enum PredictionFields {
    static func read(_ names: [String], _ project: Project) -> [PredictionField] {
        guard !names.isEmpty else { return [] }
        let controls = (try? LabelConfig(parsing: project.labelConfig))?.parsedControls
        return names.map { name in
            guard let control = controls?[name] else { return PredictionField(name: name) }
            return PredictionField(
                name: name, toName: control.toName.first ?? "text", type: control.type.lowercased()
            )
        }
    }
}
