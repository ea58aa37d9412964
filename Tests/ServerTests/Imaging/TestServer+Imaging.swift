import Foundation
import HTTPTypes
import HummingbirdTesting
import JSON
import NIOCore
import Testing

@testable import Server
@testable import Workspace

extension TestServer {
    static let volumeConfig = """
        <View><Volume name="ct" value="$ct"/><VolumeMask name="organ" toName="ct"><Label value="Liver"/>\
        <Label value="Lesion"/></VolumeMask></View>
        """

    /// A phantom that is small enough for a test and large enough to be one.
    static let phantom = VolumePhantom(columns: 40, rows: 32, slices: 12, spacing: SIMD3(9, 9, 18), seed: 7)

    /// A new project for volumes.
    func makeVolumeProject(_ members: [(String, JSONValue)] = []) async throws -> Int {
        try await makeProject([("label_config", .string(Self.volumeConfig))] + members)
    }

    /// Sends files as a form.
    func upload(
        _ files: [(name: String, bytes: [UInt8])], to project: Int, query: String = "", fields: [(String, String)] = []
    ) async throws -> Answer {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\(file.name)\"\r\n\r\n".utf8)
            body += file.bytes
            body += Array("\r\n".utf8)
        }
        body += Array("--b--\r\n".utf8)
        return try await client.execute(
            uri: "/api/projects/\(project)/import\(query)", method: .post,
            headers: [
                .authorization: "Token \(Self.token)", .contentType: "multipart/form-data; boundary=b",
            ], body: ByteBuffer(bytes: body)
        ) { response in
            Answer(status: response.status.code, headers: response.headers, body: Array(buffer: response.body))
        }
    }

    /// A project with the phantom; answers project, task and series.
    func makePhantom(_ phantom: VolumePhantom = phantom) async throws -> (project: Int, task: Int, series: Int) {
        let project = try await makeVolumeProject()
        let answer = try await upload(phantom.files(), to: project, query: "?return_task_ids=true")
        #expect(answer.status == 201, "\(answer.text)")
        return (
            project, try #require(answer.json["task_ids"]?[0]?.integer),
            try #require(answer.json["images"]?["series"]?[0]?["id"]?.integer)
        )
    }
}

/// Sample data of the repository's neighbour; tests that want them are skipped by name where they are not there.
enum SampleData {
    static let folder: String? = {
        let named = ProcessInfo.processInfo.environment["VESALIUS_TEST_DATA"]
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let path = (named ?? root + "/../shared/data") + "/imaging"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    static func files(_ name: String) -> [(name: String, bytes: [UInt8])] {
        guard let folder else { return [] }
        let path = folder + "/" + name
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
        return names.compactMap { file in
            FileManager.default.contents(atPath: path + "/" + file).map { (file, [UInt8]($0)) }
        }
    }
}
