import Foundation
import HTTPTypes
import Imaging
import JSON
import Storage
import Testing

@testable import Compression
@testable import Exchange
@testable import Server
@testable import Workspace

@Suite struct LabelDocumentRouteTests {
    /// A phantom with an annotation of one ball; answers the mask's painter too.
    private func makePainted(_ server: TestServer) async throws -> (project: Int, task: Int, series: Int, Painter) {
        let (project, task, series) = try await server.makePhantom()
        let painter = try Painter()
        _ = try await server.asOwner(
            .post, "/api/imaging/masks",
            ["id": .string(painter.id), "series": JSONValue(series), "task": JSONValue(task), "object": "ct"]
        )
        let request = try painter.paint([Painter.ball(12, 14, 7)])
        _ = try await server.asOwner(.post, "/api/imaging/masks/\(painter.id)/operations", request)
        let uid = try #require(
            try await server.asOwner(.get, "/api/imaging/series/\(series)").json["uid"]?.string)
        var result = try #require(painter.result()[0]?.object)
        var med = try #require(result["meta"]?["med"]?.object)
        med["series"] = .string(uid)
        result["meta"] = ["med": .object(med)]
        let made = try await server.asOwner(
            .post, "/api/tasks/\(task)/annotations/", ["result": [.object(result)]])
        #expect(made.status == 201, "\(made.text)")
        return (project, task, series, painter)
    }

    private func state(_ mask: JSONValue?, _ server: TestServer) async throws -> [UInt8] {
        let id = try #require(mask?.string)
        let answer = try await server.asOwner(.get, "/api/imaging/masks/\(id)/state")
        #expect(answer.status == 200, "\(answer.text)")
        return try Gzip.unpacked(answer.body)
    }

    private func unzipped(_ bytes: [UInt8], _ name: String) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        let archive = try ZipArchive(path)
        let entry = try #require(archive.entries.first { $0.name.hasSuffix(name) })
        var found: [UInt8] = []
        _ = try archive.unpack(entry, limit: 1 << 24) { found += $0 }
        return found
    }

    private func count(_ server: TestServer, _ project: Int) async throws -> Int? {
        try await server.asOwner(.get, "/api/tasks?project=\(project)").json["total"]?.integer
    }

    @Test func `COCO masks that went out come in again, as they were packed or bare`() async throws {
        try await TestServer.run { server in
            let (project, task, _, painter) = try await makePainted(server)
            let export = try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=COCO_RLE")
            #expect(export.status == 200, "\(export.text)")
            let packed = try await server.upload([("masks.zip", export.body)], to: project)
            #expect(packed.status == 201 && packed.json["task_count"] == 0, "\(packed.text)")
            #expect(packed.json["prediction_count"] == 1, "\(packed.text)")
            #expect(packed.json["images"]?["label_files"] == 1, "\(packed.text)")
            let predictions = try await server.asOwner(.get, "/api/predictions?task=\(task)").json
            let result = try #require(predictions[0]?["result"]?[0])
            #expect(result["value"]?["brushlabels"] == ["Liver"])
            #expect(try await state(result["meta"]?["med"]?["mask"], server) == MaskLog.bytes(painter.state))

            let bare = try unzipped(export.body, "result.json")
            let answer = try await server.upload(
                [("anything.json", bare)], to: project, query: "?labels=annotations")
            #expect(answer.status == 201 && answer.json["annotation_count"] == 1, "\(answer.text)")
            let body = try JSONValue(parsing: bare)
            let asBody = try await server.asOwner(.post, "/api/projects/\(project)/import", body)
            #expect(asBody.status == 201 && asBody.json["prediction_count"] == 1, "\(asBody.text)")
            let shown = try await server.asOwner(.get, "/api/tasks/\(task)/").json
            #expect(shown["annotations"]?.array?.count == 2)
            #expect(try await count(server, project) == 1, "they are no tasks")
        }
    }

    @Test func `COCO without a reference goes to the only series there is, and to none of two`() async throws {
        try await TestServer.run { server in
            let (project, task, _) = try await server.makePhantom()
            let counts: JSONValue = [100, 5, JSONValue(40 * 32 - 105)]
            let file: JSONValue = [
                "info": ["year": 2024],
                "images": [["id": 3, "file_name": "slice-0004.png", "width": 40, "height": 32]],
                "annotations": [
                    ["id": 1, "image_id": 3, "category_id": 2, "segmentation": ["size": [32, 40], "counts": counts]]
                ],
                "categories": [["id": 2, "name": "Lesion"]],
            ]
            let answer = try await server.upload([("coco.json", file.bytes)], to: project)
            #expect(answer.status == 201, "\(answer.text)")
            let predictions = try await server.asOwner(.get, "/api/predictions?task=\(task)").json
            let med = predictions[0]?["result"]?[0]?["meta"]?["med"]
            #expect(med?["voxels"] == 5 && med?["extent"] == [4, 4], "\(String(describing: med))")

            let other = VolumePhantom(columns: 40, rows: 32, slices: 5, spacing: SIMD3(9, 9, 18), seed: 9)
            #expect(try await server.upload(other.files(), to: project).status == 201)
            let refused = try await server.upload([("coco.json", file.bytes)], to: project)
            #expect(refused.status == 400 && refused.text.contains("coco.json: it names no series"), "\(refused.text)")
            #expect(try await server.asOwner(.get, "/api/predictions?project=\(project)").json.array?.count == 1)
            #expect(try await count(server, project) == 2)
        }
    }

    @Test func `COCO of another size or of a series nobody shows is refused with the reason`() async throws {
        try await TestServer.run { server in
            let (project, _, series) = try await server.makePhantom()
            let uid = try #require(
                try await server.asOwner(.get, "/api/imaging/series/\(series)").json["uid"]?.string)
            func file(_ uid: String, _ size: JSONValue) -> JSONValue {
                [
                    "images": [["id": 3, "series": .string(uid), "slice": 1]],
                    "annotations": [["id": 8, "image_id": 3, "segmentation": ["size": size, "counts": [9]]]],
                    "categories": [],
                ]
            }
            let small = try await server.upload([("a.json", file(uid, [3, 3]).bytes)], to: project)
            #expect(small.status == 400 && small.text.contains("annotation 8 has 3 × 3"), "\(small.text)")
            let elsewhere = try await server.upload([("a.json", file("1.2.3", [32, 40]).bytes)], to: project)
            #expect(elsewhere.status == 400 && elsewhere.text.contains("no task of this project"), "\(elsewhere.text)")
        }
    }

    private static let slides = """
        <View><Slide name="s" value="$slide"/>\
        <PolygonLabels name="p" toName="s"><Label value="Tumour"/></PolygonLabels></View>
        """

    /// A series that says it is a slide: what reads slides is not asked here.
    private func makeSlide(_ server: TestServer) async throws -> (project: Int, task: Int, uid: String) {
        let (project, task, series) = try await server.makePhantom()
        let answer = try await server.asOwner(
            .patch, "/api/projects/\(project)/", ["label_config": .string(Self.slides)])
        #expect(answer.status == 200, "\(answer.text)")
        let uid = try #require(try await server.asOwner(.get, "/api/imaging/series/\(series)").json["uid"]?.string)
        let header: JSONValue = [
            "kind": "slide", "uid": .string(uid), "columns": 256, "rows": 256, "frames": [],
            "slide": ["levels": [["width": 4000, "height": 2000]], "mpp": [0.5, 0.5]],
        ]
        try await server.services.database.write { connection in
            try connection.execute(
                "UPDATE imaging_series SET kind = 'slide', header = \(header.text) WHERE id = \(series)")
        }
        return (project, task, uid)
    }

    private static func geoJSON(_ series: String?) -> JSONValue {
        var object = JSONObject()
        object["type"] = "FeatureCollection"
        object["series"] = series.map { .string($0) }
        object["features"] = [
            [
                "type": "Feature", "id": "f1", "properties": ["classification": ["name": "Tumour"]],
                "geometry": [
                    "type": "Polygon", "coordinates": [[[400, 200], [800, 200], [800, 600], [400, 200]]],
                ],
            ]
        ]
        return .object(object)
    }

    @Test func `GeoJSON goes onto the slide it names, or the only one`() async throws {
        try await TestServer.run { server in
            let (project, task, uid) = try await makeSlide(server)
            let named = try await server.upload([("a.geojson", Self.geoJSON(uid).bytes)], to: project)
            #expect(named.status == 201 && named.json["prediction_count"] == 1, "\(named.text)")
            let result = try await server.asOwner(.get, "/api/predictions?task=\(task)").json[0]?["result"]?[0]
            #expect(result?["value"]?["points"] == [[10, 10], [20, 10], [20, 30]], "\(String(describing: result))")
            let qupath = try await server.upload(
                [("cells.json", Self.geoJSON(nil).bytes)], to: project, query: "?labels=annotations")
            #expect(qupath.status == 201 && qupath.json["annotation_count"] == 1, "\(qupath.text)")
            let export = try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=GEOJSON")
            let again = try await server.upload([("out.zip", export.body)], to: project)
            #expect(again.status == 201 && again.json["prediction_count"] == 1, "\(again.text)")
            let other = try await server.upload([("a.geojson", Self.geoJSON("1.2.3").bytes)], to: project)
            #expect(other.status == 400 && other.text.contains("a.geojson: no task"), "\(other.text)")
            let list = try #require(Self.geoJSON(nil)["features"])
            let bare = try await server.asOwner(.post, "/api/projects/\(project)/import", list)
            #expect(bare.status == 201 && bare.json["prediction_count"] == 1, "\(bare.text)")
            #expect(try await count(server, project) == 1)
        }
    }

    @Test func `GeoJSON without a slide to go to is refused and makes no task`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject([("label_config", .string(Self.slides))])
            let answer = try await server.asOwner(
                .post, "/api/projects/\(project)/import", Self.geoJSON(nil))
            #expect(answer.status == 400, "\(answer.text)")
            #expect(answer.text.contains("no task of this project shows a slide"), "\(answer.text)")
            #expect(try await count(server, project) == 0)
        }
    }

    // MARK: Label Studio

    @Test func `segments that went out slice by slice come back whole, beside the mask they came from`() async throws {
        try await TestServer.run { server in
            let (project, task, _, painter) = try await makePainted(server)
            let export = try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=JSON")
            #expect((export.json[0]?["annotations"]?[0]?["result"]?.array?.count ?? 0) > 1)
            let answer = try await server.asOwner(
                .post, "/api/projects/\(project)/import?return_task_ids=true", export.json)
            #expect(answer.status == 201, "\(answer.text)")
            let other = try #require(answer.json["task_ids"]?[0]?.integer)
            let result = try await server.asOwner(.get, "/api/tasks/\(other)/").json["annotations"]?[0]?["result"]
            #expect(result?.array?.count == 1, "\(String(describing: result))")
            let med = try #require(result?[0]?["meta"]?["med"])
            #expect(med["mask"] != .string(painter.id) && med["hash"] == .string(painter.hash))
            #expect(result?[0]?["value"]?["rle"] == [] && result?[0]?["item_index"] == nil)
            #expect(try await state(med["mask"], server) == MaskLog.bytes(painter.state))
            // It is the new task's own: it goes on from there, and stays when the other task goes.
            #expect(try await server.asOwner(.delete, "/api/tasks/\(task)").status == 204)
            try await Recovery(server.services.work).tidy()
            #expect(try await state(med["mask"], server) == MaskLog.bytes(painter.state))
            let mask = try #require(med["mask"]?.string)
            let more = try painter.paint([Painter.ball(24, 14, 7)])
            let request = try #require(more.object)
            var own = request
            own["after"] = 0
            let appended = try await server.asOwner(
                .post, "/api/imaging/masks/\(mask)/operations", .object(own))
            #expect(appended.status == 200, "\(appended.text)")
        }
    }

    @Test func `segments from another server get a mask of the series here, whatever its number`() async throws {
        try await TestServer.run { server in
            let (project, _, _, painter) = try await makePainted(server)
            let file = try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=JSON").json
            try await bringElsewhere(file, MaskLog.bytes(painter.state))
        }
    }

    private func bringElsewhere(_ file: JSONValue, _ wanted: [UInt8]) async throws {
        try await TestServer.run { server in
            // Without the series nothing can be folded, and nothing is lost.
            let project = try await server.makeVolumeProject()
            let path = "/api/projects/\(project)/import?return_task_ids=true"
            let early = try await server.asOwner(.post, path, file)
            #expect(early.status == 201, "\(early.text)")
            let bare = try #require(early.json["task_ids"]?[0]?.integer)
            let slices = try await server.asOwner(.get, "/api/tasks/\(bare)/").json["annotations"]?[0]?["result"]
            #expect(slices == file[0]?["annotations"]?[0]?["result"])

            let first = VolumePhantom(columns: 40, rows: 32, slices: 5, spacing: SIMD3(9, 9, 18), seed: 9)
            #expect(try await server.upload(first.files(), to: project).status == 201)
            let phantom = try await server.upload(TestServer.phantom.files(), to: project)
            let series = try #require(phantom.json["images"]?["series"]?[0]?["id"]?.integer)
            let answer = try await server.asOwner(.post, path, file)
            #expect(answer.status == 201, "\(answer.text)")
            let task = try #require(answer.json["task_ids"]?[0]?.integer)
            let shown = try await server.asOwner(.get, "/api/tasks/\(task)/").json
            #expect(SeriesAddress.all(in: shown["data"]?.text ?? "") == [series], "\(shown["data"]?.text ?? "")")
            let result = shown["annotations"]?[0]?["result"]
            #expect(result?.array?.count == 1)
            #expect(try await state(result?[0]?["meta"]?["med"]?["mask"], server) == wanted)
        }
    }
}
