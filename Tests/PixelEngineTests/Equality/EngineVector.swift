import Foundation
import PixelEngine
import Testing

/// One input of the engine and what WebAssembly made of it: a line of Tests/Fixtures/engine/vectors.json.
struct EngineVector: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let result: String
    /// Read-only once parsed; the values are what JSONSerialization makes: numbers, strings, arrays, objects.
    nonisolated(unsafe) let fields: [String: Any]

    var testDescription: String { name }

    static let all: [EngineVector] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/engine/vectors.json")
        guard let data = try? Data(contentsOf: file),
            let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        else { return [] }
        return list.compactMap { fields in
            guard let name = fields["name"] as? String, let kind = fields["kind"] as? String,
                let result = fields["result"] as? String
            else { return nil }
            return EngineVector(name: name, kind: kind, result: result, fields: fields)
        }
    }()

    func int(_ key: String) -> Int { (fields[key] as? NSNumber)?.intValue ?? 0 }
    func number(_ key: String) -> Double { (fields[key] as? NSNumber)?.doubleValue ?? 0 }
    func flag(_ key: String) -> Bool { (fields[key] as? NSNumber)?.boolValue ?? false }
    func text(_ key: String) -> String { fields[key] as? String ?? "" }
    func numbers(_ key: String) -> [Double] { (fields[key] as? [NSNumber] ?? []).map(\.doubleValue) }
    func object(_ key: String) -> EngineVector {
        EngineVector(name: name, kind: kind, result: result, fields: fields[key] as? [String: Any] ?? [:])
    }

    var records: [[Int32]] {
        (fields["records"] as? [[NSNumber]] ?? []).map { $0.map(\.int32Value) }
    }

    var grid: Grid {
        let sides = numbers("grid")
        return Grid(
            columns: Int(sides[0]), rows: Int(sides[1]), slices: Int(sides[2]), spacingX: sides[3], spacingY: sides[4],
            spacingZ: sides[5])
    }

    var plane: ReslicePlane {
        let plane = numbers("plane")
        let size = numbers("size")
        return ReslicePlane(
            origin: Vector(plane[0], plane[1], plane[2]), right: Vector(plane[3], plane[4], plane[5]),
            down: Vector(plane[6], plane[7], plane[8]), columns: Int(size[0]), rows: Int(size[1]))
    }
}
