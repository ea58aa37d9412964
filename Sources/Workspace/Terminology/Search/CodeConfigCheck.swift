package import LabelConfig
import Terminology

/// What can only be told of an interface where there are code systems: whether its expressions are some, and whether its
/// systems are loaded.
package enum CodeConfigCheck {
    /// Expressions of ECL that cannot be read, with the place in the attribute.
    package static func errors(in config: LabelConfig) -> [ConfigProblem] {
        config.interface.controls.compactMap { control -> ConfigProblem? in
            guard let scope = control.codeScope, let expression = control.element["ecl"], scope.expression != nil
            else { return nil }
            do throws(ExpressionFailure) {
                _ = try ExpressionParser.parse(expression, codes: style(of: scope))
                return nil
            } catch {
                let place = control.element.attributes.last { $0.key == "ecl" }?.place ?? control.element.place
                return ConfigProblem(
                    .badExpression(
                        tag: control.element.name, position: error.position + 1, message: words(error)),
                    at: place)
            }
        }
    }

    private static func words(_ failure: ExpressionFailure) -> String {
        var text = failure.message
        if text.last == "." { text.removeLast() }
        return text
    }

    /// How codes of the first system are written.
    private static func style(of scope: CodeScope) -> CodeStyle {
        switch scope.systems.first?.key ?? "" {
        case let key where key.hasPrefix("snomed"): .snomed
        case let key where key.hasPrefix("icd"): .dotted
        case "loinc": .hyphened
        default: .plain
        }
    }

    /// Systems of which no release is loaded: it may be before anybody labels.
    static func warnings(in config: LabelConfig, project: Int?, _ releases: [TerminologyRelease]) -> [ConfigProblem] {
        config.interface.controls.flatMap { control in
            (control.codeScope?.systems ?? []).compactMap { system -> ConfigProblem? in
                guard SystemReference(system, in: project).resolve(in: releases) == nil else { return nil }
                let place = control.element.attributes.last { $0.key == "terminology" }?.place ?? control.element.place
                return ConfigProblem(.unknownSystem(system.text, tag: control.element.name), at: place)
            }
        }
    }
}

extension LabelConfig {
    /// Reads an interface and refuses one that has errors, also in the expressions of its code systems.
    static func checked(_ text: String) throws(LabelConfigError) -> LabelConfig {
        let config = try LabelConfig(validating: text)
        let problems = CodeConfigCheck.errors(in: config)
        guard problems.isEmpty else { throw LabelConfigError(problems: problems) }
        return config
    }
}

extension Projects {
    /// What is doubtful in an interface: systems that it names and that are not loaded yet.
    package func doubts(about text: String, for project: Int?, by member: Member) async throws -> [String] {
        guard work.terminology != nil, text.contains("terminology"), let config = try? LabelConfig(parsing: text) else {
            return []
        }
        let releases = try await Terminologies(work).releases(for: member)
        return CodeConfigCheck.warnings(in: config, project: project, releases).map(\.description)
    }
}
