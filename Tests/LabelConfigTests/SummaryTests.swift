import JSON
import LabelConfig
import Testing

struct SummaryTests {
    private static let result: JSONValue = [
        [
            "id": "a", "from_name": "entity", "to_name": "note", "type": "labels",
            "value": ["start": 0, "end": 1, "labels": ["DRUG", "Problem"]],
        ],
        [
            "id": "b", "from_name": "entity", "to_name": "note", "type": "labels",
            "value": ["start": 2, "end": 3, "labels": ["DRUG"]],
        ],
        ["id": "c", "from_name": "remark", "to_name": "note", "type": "textarea", "value": ["text": ["not a label"]]],
        [
            "id": "d", "from_name": "site", "to_name": "note", "type": "taxonomy",
            "value": ["taxonomy": [["Chest", "Heart"]]],
        ],
        ["id": "e", "from_name": "p", "to_name": "p", "type": "pairwise", "value": ["selected": "left"]],
        ["type": "relation", "from_id": "a", "to_id": "b"],
        ["type": "labels"], 7,
    ]

    @Test func `a summary counts controls and labels as Label Studio does`() {
        let summary = ResultSummary(of: Self.result)
        #expect(
            summary.createdAnnotations.text
                == #"{"entity|note|labels":2,"remark|note|textarea":1,"site|note|taxonomy":1}"#)
        #expect(summary.createdLabels.text == #"{"entity":{"DRUG":2,"Problem":1},"site":{"Chest":1,"Heart":1}}"#)
    }

    @Test func `what is added can be taken away, and what is stored read back`() {
        var summary = ResultSummary(of: Self.result)
        let stored = ResultSummary(createdAnnotations: summary.createdAnnotations, createdLabels: summary.createdLabels)
        #expect(stored == summary)
        summary.add(Self.result)
        summary.remove(Self.result)
        #expect(summary == stored)
        summary.remove(Self.result)
        #expect(summary == ResultSummary())
    }

    private func config(_ inside: String) throws -> LabelConfig {
        try LabelConfig(parsing: "<View><Text name='note' value='$t'/>\(inside)</View>")
    }

    @Test func `a label still in use is missed, with how often and where`() throws {
        let used = ResultSummary(of: [Self.result[0] ?? .null])
        let drafts = ResultSummary(of: [Self.result[1] ?? .null])
        let problems = try config("<Labels name='entity' toName='note'><Label value='Problem'/></Labels>")
            .check(removalOf: used, drafts: drafts)
        #expect(
            problems.map(\.description) == [
                "These labels are still used by annotations or drafts:\nDRUG (1 annotation, 1 draft)\n"
                    + "Keep them in the tag with name=\"entity\"."
            ]
        )
    }

    @Test func `a control in use cannot be removed or change its type`() throws {
        let used = ResultSummary(of: [Self.result[0] ?? .null])
        let gone = try config("<Choices name='x' toName='note'><Choice value='1'/></Choices>").check(removalOf: used)
        #expect(
            gone == [
                .results(count: 1, from: "entity", to: "note", type: "labels"), .control(name: "entity", count: 2),
            ]
        )
        let changed = try config(
            "<Choices name='entity' toName='note'><Choice value='DRUG'/><Choice value='Problem'/></Choices>")
        #expect(changed.check(removalOf: used) == [.results(count: 1, from: "entity", to: "note", type: "labels")])
    }

    @Test func `dynamic labels, repeated names and labels annotators added may stay`() throws {
        let used = ResultSummary(of: [Self.result[0] ?? .null])
        #expect(try config("<Labels name='entity' toName='note' value='$labels'/>").check(removalOf: used).isEmpty)
        let site = ResultSummary(of: [Self.result[3] ?? .null])
        let taxonomy = try config("<Taxonomy name='site' toName='note'><Choice value='Chest'/></Taxonomy>")
        #expect(taxonomy.check(removalOf: site).count == 1)
        #expect(taxonomy.check(removalOf: site, custom: ["Heart"]).isEmpty)
        let page = ResultSummary(
            of: [
                [
                    "id": "a", "from_name": "kind_3", "to_name": "page_3", "type": "choices",
                    "value": ["choices": ["letter"]],
                ]
            ]
        )
        #expect(try Samples.config("pages").check(removalOf: page).isEmpty)
    }
}
