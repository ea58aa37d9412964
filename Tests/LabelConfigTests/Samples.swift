import Foundation
import JSON
import LabelConfig

/// Where the tests find configs.
enum Samples {
    static let configs = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/configs").standardizedFileURL

    /// The configs of `Tests/Fixtures/configs`, by name.
    static let fixtures: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: configs.path)) ?? []
        return files.filter { $0.hasSuffix(".xml") }.map { String($0.dropLast(4)) }.sorted()
    }()

    static func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: configs.appending(path: name + ".xml")), as: UTF8.self)
    }

    static func config(_ name: String) throws -> LabelConfig { try LabelConfig(parsing: try text(name)) }

    static func json(_ file: String) throws -> JSONValue {
        try JSONValue(parsing: Array(Data(contentsOf: configs.appending(path: file))))
    }

    /// The folder of Label Studio's built-in templates: named by the environment, or inside a `.venv` of this package.
    static let templates: URL? = {
        if let named = ProcessInfo.processInfo.environment["VESALIUS_LABEL_STUDIO_TEMPLATES"] {
            return URL(filePath: named)
        }
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        let library = package.appending(path: ".venv/lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
        return versions.lazy
            .map { library.appending(path: "\($0)/site-packages/label_studio/annotation_templates") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()
}

/// A seeded generator (SplitMix64), so that a failing mutation can be made again.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
