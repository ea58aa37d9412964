import Foundation
import JSON
import Terminology

@testable import Workspace

/// A small system of codes that tests load in several versions, as a tree.
enum Wards {
    static let first = """
        [{"value":"Heart","alias":"H","children":[
            {"value":"Infarction","alias":"H1","children":[{"value":"Anterior infarction","alias":"H1.1"},
                {"value":"Inferior infarction","alias":"H1.2"}]},
            {"value":"Failure","alias":"H2"}]},
         {"value":"Lung","alias":"L","children":[{"value":"Pneumonia","alias":"L1"},{"value":"Asthma","alias":"L2"}]}]
        """
    /// “Failure” has another name, “Asthma” is gone.
    static let second = """
        [{"value":"Heart","alias":"H","children":[
            {"value":"Infarction","alias":"H1","children":[{"value":"Anterior infarction","alias":"H1.1"},
                {"value":"Inferior infarction","alias":"H1.2"}]},
            {"value":"Heart failure","alias":"H2"}]},
         {"value":"Lung","alias":"L","children":[{"value":"Pneumonia","alias":"L1"},{"value":"COPD","alias":"L3"}]}]
        """

    static let config = """
        <View><Text name="text" value="$text"/>
        <Taxonomy name="dx" toName="text" terminology="wards"/></View>
        """

    /// A result with a path for each code, and with `meta.med.codes` unless it came from elsewhere.
    static func result(_ paths: [[String]], withCodes: Bool = true) -> String {
        var item = JSONObject([
            ("id", "r1"), ("from_name", "dx"), ("to_name", "text"), ("type", "taxonomy"),
            ("value", ["taxonomy": .array(paths.map { .array($0.map { .string($0) }) })]),
        ])
        if withCodes {
            let codes = paths.map { path -> JSONValue in
                [
                    "system": "urn:wards", "version": "1", "code": .string(path.last ?? ""),
                    "display": .string("shown \(path.last ?? "")"), "key": "wards",
                ]
            }
            item["meta"] = ["text": ["a note"], "med": ["codes": .array(codes), "other": 7]]
        }
        return JSONValue.array([.object(item)]).text
    }
}

extension House {
    /// Loads a tree as a version of `wards`, or of another key.
    @discardableResult
    func load(
        _ tree: String = Wards.first, key: String = "wards", version: String = "1", chosen: Bool = false
    ) async throws -> TerminologyRelease {
        let folder = NSTemporaryDirectory() + "tree-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { removeFile(folder) }
        try writeFile(Array(tree.utf8), to: folder + "/tree.json")
        var wish = ReleaseWish()
        wish.request.key = key
        wish.request.title = "Wards"
        wish.request.version = version
        wish.becomesDefault = chosen
        return try await Terminologies(work).load(folder + "/tree.json", wish, by: owner)[0]
    }

    /// What lies in the folder of code systems, without folders that are empty.
    var terminologyFiles: [String] {
        guard let shelf = work.terminology, let walk = FileManager.default.enumerator(atPath: shelf.folder) else {
            return []
        }
        return walk.compactMap { $0 as? String }.filter { $0.contains(".") || $0.hasSuffix("lock") }.sorted()
    }
}
