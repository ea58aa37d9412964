import LabelConfig
import Storage

/// Which code system each control of a project's interface takes its codes from: what a path of codes alone does not say.
struct CodeSystems {
    private var keys: [String: String] = [:]

    /// No control offers codes.
    init() {}

    init(config: String, project: Int) {
        // Most interfaces offer none and need not be read to see it.
        guard config.contains("terminology"), let config = try? LabelConfig(parsing: config) else { return }
        for control in config.interface.controls {
            guard let first = control.codeScope?.systems.first else { continue }
            keys[control.name] = ProjectTree.key(first.key, in: project)
        }
    }

    init(of project: Int, in connection: any SQLConnection) throws {
        let row = try connection.first("SELECT label_config FROM project WHERE id = \(project)")
        self.init(config: row?.string("label_config") ?? "", project: project)
    }

    var isEmpty: Bool { keys.isEmpty }

    /// The key of the system a control offers first.
    subscript(control: String) -> String? { keys[control] }
}

extension Annotation {
    /// Says of codes that came as paths alone which system they are of, for the counts; the result stays as it was sent.
    mutating func nameCodes(in connection: any SQLConnection) throws {
        guard outline.contains(#","taxonomy","#) else { return }
        try nameCodes(CodeSystems(of: project, in: connection))
    }

    /// As above, where the project's systems are known.
    mutating func nameCodes(_ systems: CodeSystems) throws {
        guard !systems.isEmpty, outline.contains(#","taxonomy","#) else { return }
        var outline = try ResultOutline(result: result)
        outline.nameCodes(systems)
        self.outline = outline.text
    }
}
