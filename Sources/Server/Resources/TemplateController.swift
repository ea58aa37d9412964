import Foundation
import Hummingbird
import JSON
import WebApp
import Workspace

/// `/api/templates`: the gallery of labelling interfaces, in Label Studio's shape.
struct TemplateController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self).get(use: list)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let folder = WebApp.folder + "/templates/"
        guard let bytes = FileManager.default.contents(atPath: folder + "catalogue.json"),
            let catalogue = try? JSONValue(parsing: Array(bytes))
        else { throw Refusal(.unavailable, "The gallery of templates is missing from this installation.") }
        let templates = catalogue.array ?? []
        var groups: [String] = []
        for template in templates {
            if let group = template["group"]?.string, !groups.contains(group) { groups.append(group) }
        }
        let names = groups
        return .json { writer in
            writer.object { writer in
                writer.member(
                    "templates",
                    array: { writer in
                        for template in templates { Self.write(template, folder, to: &writer) }
                    })
                writer.member("groups", array: { writer in for group in names { writer.value(group) } })
            }
        }
    }

    private static func write(_ template: JSONValue, _ folder: String, to writer: inout JSONWriter) {
        let id = template["id"]?.string ?? ""
        let config = FileManager.default.contents(atPath: "\(folder)\(id).xml") ?? Data()
        writer.object { writer in
            writer.member("id", id)
            writer.member("title", template["title"] ?? "")
            writer.member("type", "community")
            writer.member("group", template["group"] ?? "")
            writer.member("image", JSONValue.null)
            writer.member("details", template["description"] ?? "")
            writer.member("config", String(decoding: config, as: UTF8.self))
        }
    }
}
