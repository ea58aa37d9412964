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

@Suite struct ImageImportTests {
    @Test func `a study comes in from an archive, whatever its files are called`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeVolumeProject()
            var zip = ZipWriter(moment: 0)
            var bytes: [UInt8] = []
            for (index, file) in try TestServer.phantom.files().enumerated() {
                zip.add("study/\(1000 - index)", file.bytes, into: &bytes)
            }
            zip.add("study/DICOMDIR", Array("DICOMDIR".utf8), into: &bytes)
            zip.add("study/readme.txt", Array("not an image".utf8), into: &bytes)
            zip.finish(into: &bytes)
            let answer = try await server.upload([("study.zip", bytes)], to: project)
            #expect(answer.status == 201, "\(answer.text)")
            let images = try #require(answer.json["images"])
            #expect(answer.json["task_count"] == 1 && images["series"]?[0]?["frames"] == 12)
            #expect(images["passed_over"] == 1)
            #expect(images["refused"]?[0]?["file"] == "study.zip/study/readme.txt")
        }
    }

    @Test func `a file that cannot be read is named and leaves the others alone`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeVolumeProject()
            var files = try TestServer.phantom.files()
            files[4].bytes = Array(files[4].bytes.prefix(300))
            files.append(("broken.dcm", [UInt8](repeating: 7, count: 900)))
            let answer = try await server.upload(files, to: project)
            #expect(answer.status == 201, "\(answer.text)")
            let refused = answer.json["images"]?["refused"]?.array ?? []
            #expect(Set(refused.compactMap { $0["file"]?.string }) == [files[4].name, "broken.dcm"])
            #expect(refused.allSatisfy { $0["reason"]?.string?.isEmpty == false })
            let series = answer.json["images"]?["series"]?[0]
            #expect(series?["frames"] == 11)
            #expect(series?["problems"]?.array?.isEmpty == false, "the gap is told")
            let none = try await server.upload([("broken.dcm", [UInt8](repeating: 7, count: 900))], to: project)
            #expect(none.status == 400 && none.text.contains("broken.dcm"))
        }
    }

    @Test func `the same files again make no second task, other bytes under their names are refused`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeVolumeProject()
            let files = try TestServer.phantom.files()
            #expect(try await server.upload(files, to: project).json["task_count"] == 1)
            let again = try await server.upload(files, to: project)
            #expect(again.status == 201 && again.json["task_count"] == 0, "\(again.text)")
            #expect(again.json["images"]?["duplicates"] == 12)
            #expect(again.json["images"]?["series"]?[0]?["is_new"] == false)
            var forged = files[3]
            forged.bytes[forged.bytes.count - 1] ^= 1
            let other = try await server.upload([forged], to: project)
            #expect(other.status == 400 && other.text.contains("same SOP instance UID"))
            #expect(try await server.asOwner(.get, "/api/tasks?project=\(project)").json["total"] == 1)
        }
    }

    @Test func `more slices make a new version, and the labelled one stays`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeVolumeProject()
            let files = try TestServer.phantom.files()
            let first = try await server.upload(Array(files[0..<8]), to: project)
            let old = try #require(first.json["images"]?["series"]?[0]?["id"]?.integer)
            let second = try await server.upload(Array(files[8...]), to: project)
            #expect(second.status == 201, "\(second.text)")
            let grown = try #require(second.json["images"]?["series"]?[0])
            #expect(grown["frames"] == 12 && grown["version"] == 2 && grown["has_new_task"] == true)
            let new = try #require(grown["id"]?.integer)
            #expect(new != old)
            #expect(try await server.asOwner(.get, "/api/imaging/series/\(old)").json["frame_count"] == 8)
            let a = try await server.asOwner(.get, "/api/imaging/series/\(old)").json["uid"]
            #expect(try await server.asOwner(.get, "/api/imaging/series/\(new)").json["uid"] == a)
        }
    }

    @Test func `a task may be of a study, each series where its side and view are asked for`() async throws {
        try await TestServer.run { server in
            let config =
                "<View><Volume name=\"v\" value=\"$all\"/><Choices name=\"c\" toName=\"v\"><Choice value=\"a\"/></Choices></View>"
            let project = try await server.makeVolumeProject([
                ("label_config", .string(config)), ("imaging", ["task_per": "study"]),
            ])
            #expect(
                try await server.asOwner(.get, "/api/projects/\(project)/").json["imaging"] == ["task_per": "study"]
            )
            let one = VolumePhantom(columns: 40, rows: 32, slices: 5, spacing: SIMD3(9, 9, 18), seed: 7)
            let answer = try await server.upload(
                TestServer.phantom.files() + one.files().map { ("b-" + $0.name, $0.bytes) }, to: project
            )
            #expect(answer.status == 201 && answer.json["task_count"] == 1, "\(answer.text)")
            let tasks = try await server.asOwner(.get, "/api/tasks?project=\(project)&fields=all")
            #expect(tasks.json["tasks"]?[0]?["data"]?["all"]?.array?.count == 2, "\(tasks.text)")
            let wrong = try await server.asOwner(
                .patch, "/api/projects/\(project)/", ["imaging": ["task_per": "patient"]]
            )
            #expect(wrong.status == 400)
        }
    }

    @Test func `a series nobody shows any more goes, with its files and frames`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            _ = try await server.asOwner(.get, "/api/imaging/series/\(series)/frames/0")
            let renditions = server.folder + "/renditions"
            #expect(try FileManager.default.subpathsOfDirectory(atPath: renditions).count > 0)
            #expect(try await server.asOwner(.delete, "/api/tasks/\(task)").status == 204)
            server.clock.advance(seconds: 7200)
            try await Recovery(server.services.work).tidy()
            #expect(try await server.asOwner(.get, "/api/imaging/series/\(series)").status == 404)
            // Frames that were being made beforehand come after the first sweep and go with the next.
            while server.services.work.imaging?.prefetches.isBusy == true { await Task.yield() }
            try await Recovery(server.services.work).tidy()
            let left = try FileManager.default.subpathsOfDirectory(atPath: server.folder + "/blobs")
                .filter { $0.split(separator: "/").last.map { $0.utf8.count == 64 } ?? false }
            #expect(left == [])
            let frames = try FileManager.default.subpathsOfDirectory(atPath: renditions)
            #expect(frames.allSatisfy { $0.split(separator: "/").count < 3 })
        }
    }

    @Test func `an import is in the log of events, with no name of a patient`() async throws {
        try await TestServer.run { server in
            _ = try await server.makePhantom()
            let rows = try await server.services.database.read { try $0.query("SELECT * FROM event") }
            let actions = rows.map { $0.string("action") }
            #expect(actions.contains("series.create") && actions.contains("import.complete"))
            let tables = ["event", "imaging_study", "imaging_series", "imaging_instance", "task_body", "import_batch"]
            for table in tables {
                let rows = try await server.services.database.read { try $0.query("SELECT * FROM \(raw: table)") }
                #expect(!"\(rows)".contains("Phantom^"), "\(table)")
                #expect(!"\(rows)".contains("PHANTOM-7"), "\(table)")
            }
        }
    }

    @Test func `without the image reader an import says what is missing`() async throws {
        try await TestServer.run(settings: { $0.decodeProgram = "/nowhere/vesalius-decode" }) { server in
            let project = try await server.makeVolumeProject()
            let answer = try await server.upload(TestServer.phantom.files(), to: project)
            #expect(answer.status == 503 && answer.text.contains("vesalius-decode"))
            #expect(try await server.send(.get, "/health").json["decode_worker"] == "missing")
        }
    }

    @Test(.enabled(if: SampleData.folder != nil, "VESALIUS_TEST_DATA has no imaging folder"))
    func `real series come in whole, in order, with their geometry`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeVolumeProject()
            for (folder, frames, modality) in [
                ("ct-abdomen-20", 20, "CT"), ("mr-wrist-16", 16, "MR"), ("mr-t1-brain-120", 120, "MR"),
            ] {
                let answer = try await server.upload(SampleData.files(folder), to: project)
                #expect(answer.status == 201, "\(folder): \(answer.text)")
                #expect(answer.json["images"]?["refused"] == [], "\(folder)")
                let series = try #require(answer.json["images"]?["series"]?[0]?["id"]?.integer)
                let header = try await server.asOwner(.get, "/api/imaging/series/\(series)").json
                #expect(header["frame_count"]?.integer == frames && header["modality"]?.string == modality)
                #expect(header["geometry"]?["positions"]?.array?.count == frames, "\(folder)")
                for frame in [0, frames / 2, frames - 1] {
                    let answer = try await server.asOwner(.get, "/api/imaging/series/\(series)/frames/\(frame)")
                    #expect(answer.status == 200, "\(folder) \(frame): \(answer.text)")
                }
            }
        }
    }

    @Test(.enabled(if: SampleData.folder != nil, "VESALIUS_TEST_DATA has no imaging folder"))
    func `radiographs, NIfTI and cines come in and show themselves`() async throws {
        // A build without optimisation on a busy machine takes its time for a large radiograph.
        try await TestServer.run(settings: { $0.decodeDeadline = 120 }) { server in
            let project = try await server.makeVolumeProject()
            for folder in ["cr-dx", "nifti", "us-nm-cine"] {
                let answer = try await server.upload(SampleData.files(folder), to: project)
                #expect(answer.status == 201, "\(folder): \(answer.text)")
                for series in answer.json["images"]?["series"]?.array ?? [] {
                    let id = try #require(series["id"]?.integer)
                    let header = try await server.asOwner(.get, "/api/imaging/series/\(id)").json
                    #expect(header["uid"]?.string?.isEmpty == false)
                    let frame = try await server.asOwner(.get, "/api/imaging/series/\(id)/frames/0")
                    #expect(frame.status == 200, "\(folder): \(frame.text)")
                    let picture = try await server.asOwner(.get, "/api/imaging/series/\(id)/thumbnail.png")
                    #expect(picture.status == 200, "\(folder): \(picture.text)")
                }
            }
        }
    }

    @Test(.enabled(if: SampleData.folder != nil, "VESALIUS_TEST_DATA has no imaging folder"))
    func `a segmentation becomes a prediction whose mask is a log that replays`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeVolumeProject()
            let folder = "seg-sr-rt/dcmqi"
            let files = SampleData.files(folder).filter {
                ["01.dcm", "02.dcm", "03.dcm", "liver.dcm"].contains($0.name)
            }
            // The labels come first: order within an import does not matter.
            let answer = try await server.upload(files.reversed(), to: project)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json["images"]?["label_files"] == 1 && answer.json["images"]?["refused"] == [])
            let predictions = try await server.asOwner(.get, "/api/predictions?project=\(project)").json
            let med = try #require(predictions[0]?["result"]?[0]?["meta"]?["med"])
            let mask = try #require(med["mask"]?.string)
            let stored = try await server.asOwner(.get, "/api/imaging/masks/\(mask)").json
            #expect(stored["hash"] == med["hash"] && stored["operations"] == med["operations"])
            let state = try await server.asOwner(.get, "/api/imaging/masks/\(mask)/state")
            let words = MaskLog.words(try Gzip.unpacked(state.body)).map { UInt32(bitPattern: $0) }
            let voxels = words.dropFirst(2).reduce(0) { $0 + ($1 >> 24 != 0 ? Int($1 & 0xFF_FFFF) : 0) }
            #expect(voxels == med["voxels"]?.integer && voxels > 1000)
        }
    }

    @Test func `masks leave as label maps and as Label Studio's own runs`() async throws {
        try await TestServer.run { server in
            let (project, task, series) = try await server.makePhantom()
            let painter = try Painter()
            _ = try await server.asOwner(
                .post, "/api/imaging/masks",
                ["id": .string(painter.id), "series": JSONValue(series), "task": JSONValue(task), "object": "ct"]
            )
            let request = try painter.paint([Painter.ball(12, 14, 7)])
            _ = try await server.asOwner(.post, "/api/imaging/masks/\(painter.id)/operations", request)
            let made = try await server.asOwner(
                .post, "/api/tasks/\(task)/annotations/", ["result": painter.result()]
            )
            #expect(made.status == 201, "\(made.text)")
            for format in ["NIFTI", "NRRD", "DICOM_SEG", "DICOM_RTSTRUCT"] {
                let answer = try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=\(format)")
                #expect(answer.status == 200 && answer.body.starts(with: [0x50, 0x4B, 3, 4]), "\(format)")
                #expect(answer.body.count > 300, "\(format): \(answer.body.count)")
            }
            let json = try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=JSON")
            let runs = json.json[0]?["annotations"]?[0]?["result"]?.array?.filter {
                $0["value"]?["rle"]?.array?.isEmpty == false
            }
            #expect(runs?.isEmpty == false, "\(json.text.prefix(600))")
        }
    }
}
