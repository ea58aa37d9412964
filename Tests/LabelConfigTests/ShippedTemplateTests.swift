import Foundation
import JSON
import LabelConfig
import Testing

/// The templates that come with the program.
struct ShippedTemplateTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/WebApp/public/templates").standardizedFileURL

    private static let catalogue: [JSONValue] = {
        let bytes = (try? Data(contentsOf: folder.appending(path: "catalogue.json"))).map { Array($0) } ?? []
        return (try? JSONValue(parsing: bytes))?.array ?? []
    }()

    static let ids = catalogue.compactMap { $0["id"]?.string }

    private static func config(_ id: String) throws -> LabelConfig {
        let bytes = try Data(contentsOf: folder.appending(path: id + ".xml"))
        return try LabelConfig(parsing: String(decoding: bytes, as: UTF8.self))
    }

    @Test func `there is a catalogue`() { #expect(Self.ids.count >= 17) }

    @Test(arguments: ids)
    func `a template has nothing wrong or doubtful, and its sample fits it`(id: String) throws {
        let config = try Self.config(id)
        #expect(config.validate().map(\.description) == [])
        let sample = try #require(Self.catalogue.first { $0["id"]?.string == id }?["sample"])
        let data = try #require(sample["data"])
        #expect(config.validateTaskData(data) == nil)
        let problems = config.validateResult(sample["result"] ?? [], taskData: data, isComplete: false)
        #expect(problems.map(\.description) == [])
    }

    @Test(arguments: ids)
    func `a template is in the spelling that Label Studio opens`(id: String) throws {
        let config = try Self.config(id)
        #expect(try LabelConfig(parsing: config.carrierConfig).document.root == config.document.root)
    }

    @Test func `codes of labels are in a system`() throws {
        let interface = try Self.config("ct-organs-recist").interface
        let organs = try #require(interface.control(named: "organ")).list.options
        #expect(organs.allSatisfy { $0.concept?.system == "SCT" && $0.property != nil })
    }
}
