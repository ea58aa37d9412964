import Foundation
import JSON
import LabelConfig
import Testing

/// Label Studio's own configs, where the package is installed.
@Suite(.enabled(if: Samples.templates != nil, "Label Studio's templates are not installed"))
struct TemplateTests {
    @Test func `every built-in template is read, valid, and equal after printing`() throws {
        let folder = try #require(Samples.templates)
        let configs = try Self.configs(in: folder)
        #expect(configs.count >= 60)
        for (name, text) in configs {
            let config = try LabelConfig(parsing: text)
            let errors = config.validate().filter { $0.severity == .error }
            #expect(errors.isEmpty, "\(name)")
            #expect(config.interface.unknown.isEmpty, "\(name): \(config.interface.unknown.map(\.name))")
            #expect(try LabelConfig(parsing: config.printed).document == config.document, "\(name)")
            #expect(config.validateTaskData(config.sampleTask()) == nil, "\(name)")
        }
    }

    @Test func `the results that templates carry in their comments have no problems`() throws {
        let folder = try #require(Samples.templates)
        var results = 0
        for (name, text) in try Self.configs(in: folder) where name.hasSuffix(".xml") {
            let config = try LabelConfig(parsing: text)
            var comments = config.document.before + config.document.after
            config.document.root.walk { element, _ in
                for case .comment(let words) in element.children { comments.append(words) }
            }
            for comment in comments.compactMap({ try? JSONValue(parsing: $0) }) {
                let work = (comment["annotations"]?.array ?? []) + (comment["predictions"]?.array ?? [])
                for result in work.compactMap({ $0["result"] }) {
                    let problems = config.validateResult(result, taskData: comment["data"], isComplete: false)
                    #expect(problems.map(\.description) == [], "\(name)")
                    results += 1
                }
            }
        }
        #expect(results >= 20)
    }

    private static func configs(in folder: URL) throws -> [(String, String)] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return try paths.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".yml") }.sorted().compactMap { path in
            let text = String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
            if path.hasSuffix(".xml") { return (path, text) }
            return block(named: "config", of: text).map { (path, $0) }
        }
    }

    /// The literal block `name: |` of a YAML text.
    private static func block(named name: String, of text: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("\(name): |") }) else { return nil }
        let inside = lines[(start + 1)...].prefix { $0.first == " " || $0.allSatisfy(\.isWhitespace) }
        return inside.joined(separator: "\n")
    }
}
