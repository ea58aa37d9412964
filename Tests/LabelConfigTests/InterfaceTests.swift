import JSON
import LabelConfig
import Testing

struct InterfaceTests {
    @Test func `tags become typed objects and controls`() throws {
        let interface = try Samples.config("chest-image").interface
        #expect(interface.objects.map(\.kind) == [.image])
        #expect(
            interface.controls.map(\.kind) == [
                .rectangleLabels, .polygonLabels, .brushLabels, .keyPointLabels, .ellipseLabels, .choices, .textArea,
                .number, .rating, .dateTime,
            ]
        )
        let quality = try #require(interface.control(named: "quality"))
        #expect(quality.isRequired && quality.isSingle && quality.requiredMessage == "Judge the quality first")
        #expect(quality.list.answers == ["good", "limited", "rotated", "under-inspired"])
        #expect(quality.list.isLeaf(["limited", "rotated"]) && !quality.list.isLeaf(["limited"]))
        let why = try #require(interface.control(named: "why"))
        #expect(why.visibility.map(\.condition) == [.choiceSelected])
        #expect(why.visibility.first?.choiceValues == ["limited"])
        #expect(interface.control(named: "box")?.list.options.map(\.category) == [1, 2])
    }

    @Test func `every object and control tag is told apart from its name alone`() throws {
        for kind in ControlKind.allCases where kind != .other && kind != .relations {
            let xml = "<View><\(kind.rawValue.uppercased()) name='c' toName='c'/></View>"
            #expect(try LabelConfig(parsing: xml).interface.controls.map(\.kind) == [kind])
        }
        for kind in ObjectKind.allCases where kind != .other {
            let xml = "<View><\(kind.rawValue) name='o' value='$x'/></View>"
            #expect(try LabelConfig(parsing: xml).interface.objects.map(\.kind) == [kind])
        }
    }

    @Test func `tags of the medical extension and unknown ones are kept`() throws {
        let interface = try Samples.config("medical").interface
        #expect(interface.objects.map(\.kind) == [.waveform, .image])
        #expect(interface.objects.map(\.medical) == ["waveform", "volume"])
        #expect(interface.objects.first?.channels.map(\.units) == ["mV"])
        #expect(interface.object(named: "ct")?.source?.root == "series")
        #expect(interface.controls.map(\.kind) == [.timeSeriesLabels, .criteria])
        #expect(interface.unknown.map(\.name) == ["Pixie", "Inside"])
    }

    @Test func `a view's rule holds for what it contains`() throws {
        let interface = try LabelConfig(
            parsing: """
                <View><Text name='t' value='$t'/><View visibleWhen='no-region-selected'>
                <Choices name='c' toName='t' perRegion='true' whenLabelValue='a, b'><Choice value='1'/></Choices></View></View>
                """
        ).interface
        let control = try #require(interface.control(named: "c"))
        #expect(control.visibility.map(\.condition) == [.noRegionSelected, .regionSelected])
        #expect(control.visibility.last?.labelValues == ["a", "b"])
    }

    @Test func `a Repeater is written out for a task, and its names are known without one`() throws {
        let interface = try Samples.config("pages").interface
        #expect(interface.control(named: "box_12")?.kind == .rectangleLabels)
        #expect(interface.control(named: "bix_12") == nil)
        let data: JSONValue = ["pages": [["url": "a.png"], ["url": "b.png"]]]
        let expanded = interface.expanded(for: data)
        #expect(expanded.controls.map(\.name) == ["box_0", "kind_0", "box_1", "kind_1"])
        #expect(expanded.controls.last?.targets == ["page_1"])
        #expect(expanded.object(named: "page_1")?.value?.look(in: data) == "b.png")
        #expect(interface.expanded(for: [:]).controls.isEmpty)
    }

    @Test func `a Repeater in a Repeater sees both indexes, and no task's data can blow it up`() throws {
        let xml = """
            <View><Repeater on='$a' indexFlag='{{i}}'><Repeater on='$a[{{i}}]' indexFlag='{{j}}'>
            <Text name='t{{i}}_{{j}}' value='$a[{{i}}][{{j}}]'/></Repeater></Repeater></View>
            """
        let interface = try LabelConfig(parsing: xml).interface
        let expanded = interface.expanded(for: ["a": [["x"], ["y", "z"]]])
        #expect(expanded.objects.map(\.name) == ["t0_0", "t1_0", "t1_1"])
        let row = JSONValue.array(Array(repeating: "x", count: 1_000))
        let huge = interface.expanded(for: ["a": .array(Array(repeating: row, count: 1_000))])
        #expect(huge.objects.count <= 20_000)
    }

    private static let references: [(String, String?, JSONValue?)] = [
        ("$text", "text", "hello"), ("$a.b", "a.b", 1), ("$a.c[1]", "a.c[1]", "y"), ("$dotted.key", "dotted.key", true),
        ("$none", "none", nil), ("say $text twice", "text", "hello"), ("plain", nil, nil), ("$", nil, nil),
        ("", nil, nil),
        ("$a.c[{{idx}}]", "a.c[{{idx}}]", nil), ("$a.c[9]", "a.c[9]", nil), ("$a.c[-1]", "a.c[-1]", nil),
    ]

    @Test(arguments: references)
    func `a reference finds its value`(text: String, name: String?, value: JSONValue?) {
        let data: JSONValue = ["text": "hello", "a": ["b": 1, "c": ["x", "y"]], "dotted.key": true]
        let reference = DataReference(text)
        #expect(reference?.text == name)
        #expect(reference?.look(in: data) == value)
    }
}
