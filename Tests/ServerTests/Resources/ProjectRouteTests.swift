import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct ProjectRouteTests {
    @Test func `a new project has the members Label Studio gives it`() async throws {
        try await TestServer.run { server in
            let body: JSONValue = ["title": "Sample", "label_config": .string(TestServer.config)]
            let answer = try await server.asOwner(.post, "/api/projects/", body)
            #expect(answer.status == 201)
            let project = answer.json
            #expect(project.members.subtracting(["updated_at", "imaging"]) == RecordedMembers.project)
            #expect(project["created_by"]?.members == RecordedMembers.createdBy)
            #expect(project["task_number"] == .null)
            #expect(project["queue_total"] == 0)
            #expect(project["label_config"] == .string(TestServer.config))
            #expect(project["config_has_control_tags"] == true)
            #expect(project["config_suitable_for_bulk_annotation"] == false)
            #expect(
                project["control_weights"] == [
                    "ner": ["overall": 1.0, "type": "Labels", "labels": ["Drug": 1.0]],
                    "sev": ["overall": 1.0, "type": "Choices", "labels": ["mild": 1.0, "severe": 1.0]],
                ]
            )
            #expect(project["parsed_label_config"]?["ner"]?["labels_attrs"]?["Drug"]?["background"] == "#f00")
        }
    }

    @Test func `a project is made from JSON, a form and multipart alike, with and without a slash`() async throws {
        try await TestServer.run { server in
            let multipart = """
                --b\r\nContent-Disposition: form-data; name="title"\r\n\r\nSample\r\n\
                --b\r\nContent-Disposition: form-data; name="show_instruction"\r\n\r\nTrue\r\n\
                --b\r\nContent-Disposition: form-data; name="maximum_annotations"\r\n\r\n2\r\n--b--\r\n
                """
            let ways: [(type: String, body: String)] = [
                ("application/json", #"{"title":"Sample","show_instruction":true,"maximum_annotations":2}"#),
                ("application/x-www-form-urlencoded", "title=Sample&show_instruction=True&maximum_annotations=2"),
                ("multipart/form-data; boundary=b", multipart),
            ]
            for way in ways {
                for path in ["/api/projects", "/api/projects/"] {
                    let headers: HTTPFields = [
                        .authorization: "Token \(TestServer.token)", .contentType: way.type,
                    ]
                    let answer = try await server.send(.post, path, headers: headers, body: way.body)
                    #expect(answer.status == 201, "\(way.type) \(path): \(answer.text)")
                    #expect(answer.json["show_instruction"] == true)
                    #expect(answer.json["maximum_annotations"] == 2)
                }
            }
        }
    }

    @Test func `a project is changed in the named members only`() async throws {
        try await TestServer.run { server in
            let id = try await server.makeProject([("description", "first")])
            let change: JSONValue = [
                "title": "Changed", "control_weights": ["sev": ["overall": 0.5]], "pinned_at": "2026-11-23T10:00:00Z",
                "skip_queue": "IGNORE_SKIPPED", "expert_instruction": .null,
            ]
            let answer = try await server.asOwner(.patch, "/api/projects/\(id)", change)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["title"] == "Changed")
            #expect(answer.json["description"] == "first")
            #expect(answer.json["pinned_at"] == "2026-11-23T10:00:00.000000Z")
            #expect(answer.json["control_weights"]?["sev"]?["overall"] == 0.5)
            #expect(answer.json["control_weights"]?["sev"]?["labels"]?["mild"] == 1.0)
            #expect(answer.json["task_number"] == 0)
            #expect(try await server.asOwner(.get, "/api/projects/\(id)/").json["skip_queue"] == "IGNORE_SKIPPED")
            let unpinned = try await server.asOwner(.patch, "/api/projects/\(id)/", ["pinned_at": .null])
            #expect(unpinned.json["pinned_at"] == .null)
        }
    }

    @Test(
        arguments: [
            (["title": "ab"], "title"), (["color": "red"], "color"), (["sampling": "Best"], "sampling"),
            (["skip_queue": "NEVER"], "skip_queue"), (["maximum_annotations": 0], "maximum_annotations"),
            (["maximum_annotations": "many"], "maximum_annotations"),
            (["show_instruction": "perhaps"], "show_instruction"),
            (["overlap_cohort_percentage": 101], "overlap_cohort_percentage"),
            (["control_weights": [1]], "control_weights"),
            (["pinned_at": "yesterday"], "pinned_at"),
            (["label_config": "<View><Labels name='a' toName='nowhere'></View>"], "label_config"),
        ] as [(JSONValue, String)]
    )
    func `a wrong value is refused at its field`(change: JSONValue, field: String) async throws {
        try await TestServer.run { server in
            let id = try await server.makeProject()
            let answer = try await server.asOwner(.patch, "/api/projects/\(id)/", change)
            #expect(answer.status == 400)
            #expect(answer.json["detail"] == "Validation error")
            #expect(!answer.faults(field).isEmpty, "\(answer.text)")
        }
    }

    @Test func `a project that is not there is not found, in either form of its path`() async throws {
        try await TestServer.run { server in
            for path in ["/api/projects/999999", "/api/projects/999999/", "/api/projects/word/"] {
                let answer = try await server.asOwner(.get, path)
                #expect(answer.status == 404)
                #expect(answer.json["detail"] == "No Project matches the given query.")
            }
        }
    }

    @Test func `projects are listed page by page, and past the end there is no page`() async throws {
        try await TestServer.run { server in
            for number in 1...3 { _ = try await server.makeProject([("title", .string("Project \(number)"))]) }
            let first = try await server.asOwner(.get, "/api/projects/?page_size=2&ordering=id")
            #expect(first.json.members == ["count", "next", "previous", "results"])
            #expect(first.json["count"] == 3)
            #expect(first.json["results"]?.array?.map { $0["title"] } == ["Project 1", "Project 2"])
            #expect(first.json["next"]?.string?.contains("page=2") == true)
            let second = try await server.asOwner(.get, "/api/projects?page=2&page_size=2&ordering=id")
            #expect(second.json["results"]?.array?.count == 1)
            #expect(second.json["next"] == .null)
            let third = try await server.asOwner(.get, "/api/projects/?page=3&page_size=2")
            #expect(third.status == 404)
            #expect(third.json["detail"] == "Invalid page.")
        }
    }

    @Test func `projects are found by id, title, text and pin`() async throws {
        try await TestServer.run { server in
            let notes = try await server.makeProject([("title", "Notes"), ("description", "discharge letters")])
            let images = try await server.makeProject([("title", "Images"), ("pinned_at", "2026-11-23T10:00:00Z")])
            let cases = [
                ("ids=\(notes)", [notes]), ("ids=\(notes),\(images)&ordering=id", [notes, images]),
                ("title=note", [notes]), ("search=LETTERS", [notes]), ("search=image", [images]),
                ("filter=pinned_only", [images]), ("filter=exclude_pinned", [notes]), ("title=nothing", []),
                ("ordering=-title", [notes, images]), ("ordering=title", [images, notes]),
            ]
            for (query, expected) in cases {
                let answer = try await server.asOwner(.get, "/api/projects/?\(query)")
                #expect(answer.json["results"]?.array?.compactMap { $0["id"]?.integer } == expected, "\(query)")
            }
            #expect(try await server.asOwner(.get, "/api/projects/?ordering=password").status == 400)
            #expect(try await server.asOwner(.get, "/api/projects/?ids=one").status == 400)
        }
    }

    @Test func `only the counts that a list asks for are counted`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            _ = try await server.makeTask(in: project)
            let answer = try await server.asOwner(.get, "/api/projects/?include=task_number")
            let listed = answer.json["results"]?[0] ?? .null
            #expect(listed["task_number"] == 1)
            #expect(listed["finished_task_number"] == .null)
            let counts = try await server.asOwner(.get, "/api/projects/counts/")
            #expect(counts.json["results"]?[0]?.members == RecordedMembers.projectCounts)
            #expect(counts.json["results"]?[0]?["task_number"] == 1)
        }
    }

    @Test func `an annotator sees projects but may not make, change or delete them`() async throws {
        try await TestServer.run { server in
            let id = try await server.makeProject()
            let annotator = try await server.somebody("annotator")
            #expect(try await annotator.send(.get, "/api/projects/\(id)/").status == 200)
            #expect(try await annotator.send(.post, "/api/projects/", ["title": "Mine"]).status == 403)
            #expect(try await annotator.send(.patch, "/api/projects/\(id)/", ["title": "Mine"]).status == 403)
            #expect(try await annotator.send(.delete, "/api/projects/\(id)/").status == 403)
            #expect(try await annotator.send(.delete, "/api/projects/\(id)/tasks/").status == 403)
            #expect(try await annotator.send(.get, "/api/tasks?project=\(id)").status == 403)
            let manager = try await server.somebody("manager")
            #expect(try await manager.send(.delete, "/api/projects/\(id)/").status == 204)
            #expect(try await manager.send(.get, "/api/projects/\(id)/").status == 404)
        }
    }

    @Test func `the people who annotated are listed`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let path = "/api/projects/\(project)/annotators/"
            #expect(try await server.asOwner(.get, path).json == [])
            _ = try await server.makeAnnotation(on: server.makeTask(in: project))
            let answer = try await server.asOwner(.get, path)
            #expect(answer.json[0]?.members == RecordedMembers.createdBy)
            #expect(answer.json[0]?["email"] == .string(TestServer.email))
        }
    }
}
