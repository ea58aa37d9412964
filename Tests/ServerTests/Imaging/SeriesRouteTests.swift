import Foundation
import HTTPTypes
import Imaging
import JSON
import PixelEngine
import Testing

@testable import Compression
@testable import Server
@testable import Workspace

@Suite struct SeriesRouteTests {
    @Test func `slices become one series, its header and one task`() async throws {
        try await TestServer.run { server in
            let (project, task, series) = try await server.makePhantom()
            let detail = try await server.asOwner(.get, "/api/tasks/\(task)")
            #expect(detail.json["data"]?["ct"] == .string("/api/imaging/series/\(series)"))
            #expect(detail.json["data"]?["modality"] == "CT")
            #expect(detail.json["data"]?["study_date"] == "2026-01-01")
            let header = try await server.asOwner(.get, "/api/imaging/series/\(series)").json
            #expect(header["kind"] == "dicom" && header["frame_count"] == 12)
            #expect(header["columns"] == 40 && header["rows"] == 32 && header["signed"] == false)
            #expect(header["rescale"]?["intercept"]?.double == -1024 && header["rescale"]?["unit"] == "HU")
            #expect(header["geometry"]?["spacing"] == [9, 9, 18] && header["geometry"]?["regular"] == true)
            #expect(header["geometry"]?["positions"]?.array?.count == 12)
            #expect(header["windows"]?.array?.count == 2 && header["problems"] == [])
            #expect(header["frames"]?.array?.count == 12 && header["frames"]?[3]?["instance"]?.integer == 3)
            let range = header["pixel_range"]?.array?.compactMap(\.integer) ?? []
            #expect(range.count == 2 && range[0] < 100 && range[1] > 1000)
            #expect(try await server.asOwner(.get, "/api/tasks?project=\(project)").json["total"] == 1)
        }
    }

    @Test func `a frame travels without loss, is named and never asked for twice`() async throws {
        try await TestServer.run { server in
            let (_, _, series) = try await server.makePhantom()
            for slice in [0, 5, 11] {
                let answer = try await server.asOwner(.get, "/api/imaging/series/\(series)/frames/\(slice)")
                #expect(answer.status == 200 && answer.headers[.contentEncoding] == "gzip")
                #expect(answer.headers[.cacheControl] == "private, max-age=31536000, immutable")
                let samples = try Self.samples(answer.body, count: 40 * 32)
                #expect(samples == TestServer.phantom.samples(ofSlice: slice).map { Int16($0) })
                let tag = try #require(answer.headers[.eTag])
                let again = try await server.asOwner(
                    .get, "/api/imaging/series/\(series)/frames/\(slice)", headers: [.ifNoneMatch: tag]
                )
                #expect(again.status == 304 && again.body.isEmpty)
            }
            let small = try await server.asOwner(.get, "/api/imaging/series/\(series)/frames/5?reduced=1")
            #expect(try Self.samples(small.body, count: 10 * 8).count == 80)
            #expect(try await server.asOwner(.get, "/api/imaging/series/\(series)/frames/12").status == 404)
        }
    }

    @Test func `several frames come one after the other, each with its length`() async throws {
        try await TestServer.run { server in
            let (_, _, series) = try await server.makePhantom()
            let answer = try await server.asOwner(.get, "/api/imaging/series/\(series)/frames/2-6")
            #expect(answer.status == 200 && answer.headers[.contentEncoding] == nil)
            var rest = answer.body[...]
            var count = 0
            while rest.count >= 4 {
                let head = Array(rest.prefix(4))
                let length = Int(head[0]) | Int(head[1]) << 8 | Int(head[2]) << 16 | Int(head[3]) << 24
                let frame = Array(rest.dropFirst(4).prefix(length))
                #expect(
                    try Self.samples(frame, count: 40 * 32)
                        == TestServer.phantom.samples(ofSlice: 2 + count).map { Int16($0) }
                )
                rest = rest.dropFirst(4 + length)
                count += 1
            }
            #expect(count == 5 && rest.isEmpty)
            #expect(try await server.asOwner(.get, "/api/imaging/series/\(series)/frames/6-12").status == 404)
        }
    }

    @Test func `a frame as a picture has the window that was asked for`() async throws {
        try await TestServer.run { server in
            let (_, _, series) = try await server.makePhantom()
            let base = "/api/imaging/series/\(series)"
            let one = try await server.asOwner(.get, base + "/frames/5.png?centre=40&width=400")
            let other = try await server.asOwner(.get, base + "/frames/5.png?centre=-600&width=1500")
            #expect(one.status == 200 && one.headers[.contentType] == "image/png")
            #expect(one.body.starts(with: [0x89, 0x50]) && one.body != other.body)
            #expect(try await server.asOwner(.get, base + "/frames/5.png?centre=0&width=0").status == 400)
            let small = try await server.asOwner(.get, base + "/thumbnail.png?side=16")
            #expect(small.status == 200 && small.body.starts(with: [0x89, 0x50]))
        }
    }

    @Test func `tags are the file's own and studies list their series`() async throws {
        try await TestServer.run { server in
            let (_, _, series) = try await server.makePhantom()
            let tags = try await server.asOwner(.get, "/api/imaging/series/\(series)/tags/0")
            #expect(tags.headers[.contentType] == "application/dicom+json")
            #expect(tags.text.contains("Phantom^Synthetic"))
            let header = try await server.asOwner(.get, "/api/imaging/series/\(series)").json
            let study = try #require(header["study"]?["id"]?.integer)
            let whole = try await server.asOwner(.get, "/api/imaging/studies/\(study)").json
            #expect(whole["series"]?[0]?["id"]?.integer == series && whole["date"] == "2026-01-01")
            #expect(!whole.text.contains("Phantom^"), "a study names no patient")
        }
    }

    @Test func `priors are the studies of the same patient, the newest first`() async throws {
        try await TestServer.run { server in
            let (project, _, series) = try await server.makePhantom()
            // Another phantom of the same seed is the same patient and study; of another one it is somebody else.
            let other = VolumePhantom(columns: 40, rows: 32, slices: 5, spacing: SIMD3(9, 9, 18), seed: 8)
            let answer = try await server.upload(other.files(), to: project)
            #expect(answer.status == 201, "\(answer.text)")
            let priors = try await server.asOwner(.get, "/api/imaging/studies?patient_of=\(series)").json
            #expect(priors.array?.count == 1 && priors[0]?["series"]?[0]?["id"]?.integer == series)
        }
    }

    @Test func `who may see no task that shows a series may not look at it`() async throws {
        try await TestServer.run { server in
            let (_, task, series) = try await server.makePhantom()
            let annotator = try await server.somebody("annotator")
            #expect(try await annotator.send(.get, "/api/imaging/series/\(series)").status == 200)
            #expect(try await annotator.send(.get, "/api/imaging/series/\(series)/frames/0").status == 200)
            #expect(try await server.asOwner(.delete, "/api/tasks/\(task)").status == 204)
            #expect(try await annotator.send(.get, "/api/imaging/series/\(series)").status == 404)
            #expect(try await annotator.send(.get, "/api/imaging/series/\(series)/frames/0").status == 404)
            #expect(try await annotator.send(.get, "/api/imaging/series/\(series)/tags/0").status == 404)
            #expect(try await server.send(.get, "/api/imaging/series/\(series)").status == 401)
        }
    }

    /// The stored values in a frame that was packed.
    static func samples(_ gzip: [UInt8], count: Int) throws -> [Int16] {
        let bytes = try Gzip.unpacked(gzip)
        var samples = [Int16](repeating: 0, count: count)
        _ = try bytes.withUnsafeBufferPointer { bytes in
            try samples.withUnsafeMutableBufferPointer { try WireFrame.decode(bytes, into: $0) }
        }
        return samples
    }
}
