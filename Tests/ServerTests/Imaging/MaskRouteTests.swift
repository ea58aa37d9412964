import Foundation
import HTTPTypes
import Imaging
import JSON
import PixelEngine
import Testing

@testable import Compression
@testable import Server
@testable import Workspace

/// What a browser does: paints with the engine and sends the records.
final class Painter {
    let id = UUID().uuidString.lowercased()
    private let editor: MaskEditor
    private let volume: [Int16]
    private(set) var operations = 0

    init(_ phantom: VolumePhantom = TestServer.phantom) throws {
        let grid = Grid(
            columns: phantom.columns, rows: phantom.rows, slices: phantom.slices, spacingX: phantom.spacing.x,
            spacingY: phantom.spacing.y, spacingZ: phantom.spacing.z
        )
        editor = try #require(MaskEditor(grid: grid))
        volume = (0..<phantom.slices).flatMap { phantom.samples(ofSlice: $0).map { Int16($0) } }
    }

    var hash: String { MaskLog.text(editor.hash) }
    var state: [UInt32] { editor.state() }

    /// Applies records and answers the request that sends them.
    func paint(_ records: [[Int32]], expecting failure: MaskFailure? = nil) throws -> JSONValue {
        let before = operations
        for record in records {
            #expect(editor.apply(record, intensities: volume).failure == failure)
        }
        operations += records.count
        return request(records, after: before)
    }

    func request(_ records: [[Int32]], after: Int, hash: String? = nil) -> JSONValue {
        [
            "after": JSONValue(after), "hash": .string(hash ?? self.hash),
            "records": .array(records.map { .string(Data(MaskLog.bytes($0)).base64EncodedString()) }),
        ]
    }

    /// A dab of a ball of 30 mm around a voxel.
    static func ball(_ i: Int32, _ j: Int32, _ k: Int32, segment: Int32 = 1, gate: (Int32, Int32)? = nil) -> [Int32] {
        var flags = MaskFlags.ball
        if gate != nil { flags.insert(.gate) }
        return [
            1, MaskKind.brush.rawValue, 0, segment, flags.rawValue, 30_000, 0, 0, 0, 0, gate?.0 ?? 0, gate?.1 ?? 0, 0,
            1,
            i * 256, j * 256, k * 256,
        ]
    }

    static let undo: [Int32] = [1, MaskKind.undo.rawValue, 0, 0, 0]

    func result(operations: Int? = nil, hash: String? = nil) -> JSONValue {
        [
            [
                "id": "r1", "from_name": "organ", "to_name": "ct", "type": "brushlabels",
                "value": ["format": "rle", "rle": [], "brushlabels": ["Liver"]],
                "meta": [
                    "med": [
                        "kind": "segment", "mask": .string(id), "layer": 0, "segment": 1,
                        "operations": JSONValue(operations ?? self.operations), "hash": .string(hash ?? self.hash),
                        "status": "present",
                    ]
                ],
            ]
        ]
    }
}

@Suite struct MaskRouteTests {
    private func begin(_ server: TestServer, _ painter: Painter, _ task: Int, _ series: Int) async throws {
        let answer = try await server.asOwner(
            .post, "/api/imaging/masks",
            ["id": .string(painter.id), "series": JSONValue(series), "task": JSONValue(task), "object": "ct"]
        )
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer.json["operations"] == 0 && answer.json["hash"] == .string(painter.hash))
    }

    @Test func `strokes are replayed, verified and given back as labels`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            let painter = try Painter()
            try await begin(server, painter, task, series)
            let path = "/api/imaging/masks/\(painter.id)"
            // One that depends on stored values, one that does not, an undo.
            for records in [
                [Painter.ball(12, 14, 7)], [Painter.ball(20, 12, 5, segment: 2, gate: (900, 1200))],
                [Painter.ball(25, 20, 3), Painter.undo],
            ] {
                let request = try painter.paint(records)
                let answer = try await server.asOwner(.post, path + "/operations", request)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["operations"]?.integer == painter.operations && answer.json["verified"] == true)
                #expect(answer.json["hash"] == .string(painter.hash))
                #expect(request.text.utf8.count < 10_000)
            }
            let mask = try await server.asOwner(.get, path).json
            #expect(mask["operations"] == 4 && mask["series"]?.integer == series && mask["verified"] == 4)
            let state = try await server.asOwner(.get, path + "/state?at=4")
            #expect(state.headers[.contentEncoding] == "gzip")
            #expect(try Gzip.unpacked(state.body) == MaskLog.bytes(painter.state))
            let first = try Painter()
            _ = try first.paint([Painter.ball(12, 14, 7)])
            let early = try await server.asOwner(.get, path + "/state?at=1")
            #expect(try Gzip.unpacked(early.body) == MaskLog.bytes(first.state))
            #expect(try await server.asOwner(.get, path + "/state?at=5").status == 400)
        }
    }

    @Test func `an append behind the log's end is told where it ends`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            let painter = try Painter()
            try await begin(server, painter, task, series)
            let path = "/api/imaging/masks/\(painter.id)/operations"
            let request = try painter.paint([Painter.ball(12, 14, 7)])
            #expect(try await server.asOwner(.post, path, request).status == 200)
            // The answer was lost: the same once more.
            let again = try await server.asOwner(.post, path, request)
            #expect(again.status == 409 && again.json["current"]?["operations"] == 1)
            #expect(again.json["current"]?["hash"] == .string(painter.hash))
        }
    }

    @Test func `a replay that comes to something else stores nothing`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            let painter = try Painter()
            try await begin(server, painter, task, series)
            let path = "/api/imaging/masks/\(painter.id)/operations"
            let wrong = painter.request([Painter.ball(12, 14, 7)], after: 0, hash: "0123456789abcdef")
            let answer = try await server.asOwner(.post, path, wrong)
            #expect(answer.status == 422 && answer.json["current"]?["sent"] == "0123456789abcdef")
            let malformed = try await server.asOwner(.post, path, painter.request([[1, 99, 0, 0, 0]], after: 0))
            #expect(malformed.status == 422 && malformed.text.contains("Record 1"))
            let right = try painter.paint([Painter.ball(12, 14, 7)])
            #expect(try await server.asOwner(.post, path, right).status == 200, "the log is as it was before")
        }
    }

    @Test func `a log outlives the program's memory of it, also with an undo behind a state`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            let painter = try Painter()
            try await begin(server, painter, task, series)
            let path = "/api/imaging/masks/\(painter.id)"
            for step in 0..<5 {
                let request = try painter.paint([Painter.ball(Int32(8 + 5 * step), 14, 6)])
                #expect(try await server.asOwner(.post, path + "/operations", request).status == 200)
            }
            let mask = try await Masks(server.services.work).mask(
                painter.id, for: server.services.people.owner(origin: Origin(.commandLine))
            )
            try await Masks(server.services.work).keepState(of: mask)
            server.services.work.imaging?.masks.forgetAll()
            // Both steps lie before the state that was kept.
            let request = try painter.paint([Painter.undo, Painter.undo])
            let answer = try await server.asOwner(.post, path + "/operations", request)
            #expect(answer.status == 200, "\(answer.text)")
            server.services.work.imaging?.masks.forgetAll()
            let state = try await server.asOwner(.get, path + "/state")
            #expect(try Gzip.unpacked(state.body) == MaskLog.bytes(painter.state))
        }
    }

    @Test func `an annotation is refused while its mask is not stored as it says`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            let painter = try Painter()
            try await begin(server, painter, task, series)
            let request = try painter.paint([Painter.ball(12, 14, 7)])
            let path = "/api/tasks/\(task)/annotations/"
            let early = try await server.asOwner(.post, path, ["result": painter.result()])
            #expect(early.status == 409 && early.json["current"]?["operations"] == 0, "\(early.text)")
            #expect(
                try await server.asOwner(.post, "/api/imaging/masks/\(painter.id)/operations", request).status == 200
            )
            let wrong = try await server.asOwner(.post, path, ["result": painter.result(hash: "ffffffffffffffff")])
            #expect(wrong.status == 409)
            let right = try await server.asOwner(.post, path, ["result": painter.result()])
            #expect(right.status == 201, "\(right.text)")
            // The mask goes on; what was handed in stays what it was.
            let more = try painter.paint([Painter.ball(20, 14, 7)])
            #expect(
                try await server.asOwner(.post, "/api/imaging/masks/\(painter.id)/operations", more).status == 200
            )
            let id = try #require(right.json["id"]?.integer)
            #expect(try await server.asOwner(.patch, "/api/annotations/\(id)/", ["ground_truth": true]).status == 200)
        }
    }

    @Test func `masks go with the last task that shows them`() async throws {
        try await TestServer.run { server in
            let (project, task, series) = try await server.makePhantom()
            let painter = try Painter()
            try await begin(server, painter, task, series)
            let request = try painter.paint([Painter.ball(12, 14, 7)])
            let path = "/api/imaging/masks/\(painter.id)"
            #expect(try await server.asOwner(.post, path + "/operations", request).status == 200)
            // A copy of the task with an annotation that names the mask.
            let copy: JSONValue = [
                [
                    "data": ["ct": .string("/api/imaging/series/\(series)")],
                    "annotations": [["result": painter.result()]],
                ]
            ]
            let made = try await server.asOwner(
                .post, "/api/projects/\(project)/import?return_task_ids=true", copy
            )
            let other = try #require(made.json["task_ids"]?[0]?.integer)
            #expect(try await server.asOwner(.delete, "/api/tasks/\(task)").status == 204)
            #expect(try await server.asOwner(.get, path + "/state").status == 200)
            #expect(try await server.asOwner(.delete, "/api/tasks/\(other)").status == 204)
            try await Recovery(server.services.work).tidy()
            #expect(try await server.asOwner(.get, path).status == 404)
        }
    }

    @Test func `somebody from elsewhere finds no mask`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            let painter = try Painter()
            try await begin(server, painter, task, series)
            #expect(try await server.send(.get, "/api/imaging/masks/\(painter.id)").status == 401)
            let unknown = try await server.asOwner(.get, "/api/imaging/masks/\(UUID().uuidString.lowercased())")
            #expect(unknown.status == 404)
        }
    }
}
