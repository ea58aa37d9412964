import Foundation
import HTTPTypes
import JSON
import NIOCore
import Storage
import Testing
import Workspace

@testable import Server

extension TestServer {
    static let tree = """
        [{"value":"Heart","alias":"H","children":[
            {"value":"Infarction","alias":"H1","children":[{"value":"Anterior infarction","alias":"H1.1"},
                {"value":"Inferior infarction","alias":"H1.2"}]},
            {"value":"Failure","alias":"H2"}]},
         {"value":"Lung","alias":"L","children":[{"value":"Pneumonia","alias":"L1"},{"value":"Asthma","alias":"L2"}]}]
        """

    static let codeConfig = """
        <View><Text name="text" value="$text"/><Taxonomy name="dx" toName="text" terminology="wards"/></View>
        """

    /// Sends a file with fields, as a form of a browser does.
    func upload(
        _ path: String, _ fields: [(String, String)] = [], file: String = "tree.json", _ content: String = tree,
        headers: HTTPFields = [.authorization: "Token \(token)"]
    ) async throws -> Answer {
        var body = ""
        for (name, value) in fields {
            body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file)\"\r\n"
        body += "Content-Type: application/octet-stream\r\n\r\n\(content)\r\n--b--\r\n"
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=b"
        return try await send(.post, path, headers: headers, body: body)
    }

    /// Loads a version of the small system and waits until it is there.
    func loadWards(version: String = "1", key: String = "wards", _ content: String = tree) async throws {
        let fields = [("key", key), ("title", "Wards"), ("version", version)]
        let answer = try await upload("/api/terminology/releases", fields, content)
        #expect(answer.status == 201, "\(answer.text)")
        let job = try #require(answer.json["job"]?.integer)
        let state = try await finish(job)
        #expect(state["state"] == "completed", "\(state)")
    }

    /// Works on the jobs as a server does, until one of them has ended; answers what its route says then.
    func finish(_ job: Int) async throws -> JSONValue {
        let runner = JobRunner(
            services.jobs, handlers: TerminologyJobs(services.work, services.jobs).handlers, concurrency: 1,
            longestWait: .milliseconds(20), logger: services.logger)
        let running = Task { await runner.run() }
        defer { running.cancel() }
        while true {
            let answer = try await asOwner(.get, "/api/jobs/\(job)")
            #expect(answer.status == 200, "\(answer.text)")
            let state = answer.json["state"]?.string ?? ""
            if !["queued", "running"].contains(state) { return answer.json }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// The codes of a list.
    static func codes(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap { $0["code"]?.string } }
}
