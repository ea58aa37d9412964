import Exchange
import JSON
import LabelConfig
import Terminology

/// Says beside labels that came as paths alone which codes they are, as an export goes out.
///
/// What is stored stays as it was sent, by Label Studio's editor or a script; only the copy that leaves says system,
/// version, code and name of each path.
struct CodeFilling {
    /// What each control that offers codes takes them from.
    private let controls: [String: [OpenRelease]]
    private let interface: LabelInterface?

    /// Fills nothing.
    init() { self.init(controls: [:], interface: nil) }

    private init(controls: [String: [OpenRelease]], interface: LabelInterface?) {
        self.controls = controls
        self.interface = interface
    }

    init(_ project: Project, _ work: Work) async throws {
        guard let shelf = work.terminology, project.labelConfig.contains("terminology"),
            let config = try? LabelConfig(parsing: project.labelConfig)
        else {
            self.init()
            return
        }
        let releases = try await shelf.catalogue.releases(of: project.organization, from: work.database)
        var controls: [String: [OpenRelease]] = [:]
        for control in config.interface.controls {
            guard let scope = control.codeScope else { continue }
            // A release that is missing or broken stops no export.
            controls[control.name] = scope.systems.compactMap { system in
                SystemReference(system, in: project.id).resolve(in: releases).flatMap { try? shelf.open($0) }
            }
        }
        self.init(controls: controls, interface: config.interface)
    }

    var isEmpty: Bool { controls.allSatisfy { $0.value.isEmpty } }

    /// Fills the results of a task's annotations.
    func fill(_ task: inout ExportedTask) {
        for index in task.annotations.indices {
            guard let filled = fill(task.annotations[index].result) else { continue }
            task.annotations[index].result = filled
        }
    }

    /// The result with codes beside its paths; nil where nothing is to be said.
    func fill(_ result: String) -> String? {
        guard result.contains("\"taxonomy\""), let items = (try? JSONValue(parsing: result))?.array else { return nil }
        var isChanged = false
        let filled = items.map { item -> JSONValue in
            guard let new = fill(item) else { return item }
            isChanged = true
            return new
        }
        return isChanged ? JSONValue.array(filled).text : nil
    }

    private func fill(_ item: JSONValue) -> JSONValue? {
        guard item["type"]?.string == "taxonomy", item["meta"]?["med"]?["codes"] == nil,
            let paths = item["value"]?["taxonomy"]?.array, !paths.isEmpty, let from = item["from_name"]?.string,
            let releases = controls[from] ?? interface?.control(named: from).flatMap({ controls[$0.name] }),
            var object = item.object
        else { return nil }
        var codes: [JSONValue] = []
        for path in paths {
            guard let code = path.array?.last?.string, let entry = Self.entry(code, releases) else { return nil }
            codes.append(entry)
        }
        var meta = object["meta"]?.object ?? JSONObject()
        var med = meta["med"]?.object ?? JSONObject()
        med["codes"] = .array(codes)
        meta["med"] = .object(med)
        object["meta"] = .object(meta)
        return .object(object)
    }

    private static func entry(_ code: String, _ releases: [OpenRelease]) -> JSONValue? {
        for open in releases {
            guard let concept = open.index.concept(code: code) else { continue }
            return [
                "system": .string(open.release.uri), "version": .string(open.release.versionURI),
                "code": .string(code), "display": .string(open.index.preferredTerm(concept)),
                "key": .string(open.release.key),
            ]
        }
        return nil
    }
}
