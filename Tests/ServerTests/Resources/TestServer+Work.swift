import HTTPTypes
import JSON
import Testing
import Workspace

@testable import Server

extension TestServer {
    static let config = """
        <View><Text name="text" value="$text"/><Labels name="ner" toName="text"><Label value="Drug" background="#f00"/>\
        </Labels><Choices name="sev" toName="text"><Choice value="mild"/><Choice value="severe"/></Choices></View>
        """
    /// An answer to ``config``.
    static let mild: JSONValue = [
        ["from_name": "sev", "to_name": "text", "type": "choices", "value": ["choices": ["mild"]]]
    ]

    /// A new project's id.
    func makeProject(_ members: [(String, JSONValue)] = []) async throws -> Int {
        var object = JSONObject([("title", "Sample"), ("label_config", .string(Self.config))])
        for (key, value) in members { object[key] = value }
        return try await made(.post, "/api/projects/", .object(object))
    }

    /// A new task's id.
    func makeTask(in project: Int, text: String = "Aspirin 100 mg") async throws -> Int {
        try await made(.post, "/api/tasks/", ["project": JSONValue(project), "data": ["text": .string(text)]])
    }

    /// A new annotation's id.
    func makeAnnotation(on task: Int) async throws -> Int {
        try await made(.post, "/api/tasks/\(task)/annotations/", ["result": Self.mild, "lead_time": 3.2])
    }

    private func made(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue) async throws -> Int {
        let answer = try await asOwner(method, path, body)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.json["id"]?.integer)
    }

    /// Somebody else of that role, signed in.
    func somebody(_ role: String) async throws -> Browser {
        let email = "\(role)@example.org"
        let password = "another long password"
        let answer = try await asOwner(
            .post, "/api/users", ["email": .string(email), "password": .string(password), "role": .string(role)]
        )
        #expect(answer.status == 201, "\(answer.text)")
        return try await signIn(email: email, password: password)
    }
}

extension JSONValue {
    /// The names of an object's members.
    var members: Set<String> { Set(object?.keys ?? []) }
}

extension Answer {
    /// The messages about one field.
    func faults(_ field: String) -> [String] {
        json["validation_errors"]?[field]?.array?.compactMap(\.string) ?? []
    }
}
