import JSON
import LabelConfig
import Testing

struct ParsedConfigTests {
    private static let cases: [(String, String)] = [
        (
            ##"<View><Text name="t" value="$text"/><Labels name="l" toName="t"><Label value="Drug" background="#f00"/></Labels></View>"##,
            ##"{"l":{"type":"Labels","to_name":["t"],"inputs":[{"type":"Text","valueType":null,"value":"text"}],"labels":["Drug"],"labels_attrs":{"Drug":{"value":"Drug","background":"#f00"}}}}"##
        ),
        (
            #"<View><Image name="i" valueList="$pages" valueType="url"/><Choices name="c" toName="i"><View><Choice value="a" alias="A"><Choice value="b"/></Choice></View></Choices></View>"#,
            #"{"c":{"type":"Choices","to_name":["i"],"inputs":[{"type":"Image","valueType":"url","valueList":"pages"}],"labels":["A","b"],"labels_attrs":{"A":{"value":"a","alias":"A"},"b":{"value":"b"}}}}"#
        ),
        (
            #"<View><Text name="t" value="$x"/><Taxonomy name="d" toName="t" apiUrl="http://a"/><Choices name="r" toName="t" value="$opts" perRegion="true" whenLabelValue="q"/><Filter name="f" toName="d"/></View>"#,
            #"{"d":{"type":"Taxonomy","to_name":["t"],"dynamic_labels":true,"inputs":[{"type":"Text","valueType":null,"value":"x"}],"labels":[],"labels_attrs":{}},"r":{"type":"Choices","to_name":["t"],"conditionals":{"type":"label","name":"q"},"dynamic_labels":true,"inputs":[{"type":"Text","valueType":null,"value":"x"}],"labels":[],"labels_attrs":{}}}"#
        ),
        (
            #"<View><Repeater on="$p" indexFlag="{{n}}"><Image name="i{{n}}" value="$p[{{n}}]"/><Rectangle name="r{{n}}" toName="i{{n}}"/></Repeater></View>"#,
            #"{"r{{n}}":{"type":"Rectangle","to_name":["i{{n}}"],"regex":{"{{n}}":".*"},"inputs":[{"type":"Image","valueType":null,"value":"p[{{n}}]"}],"labels":[],"labels_attrs":{}}}"#
        ),
        (
            #"<View><Pairwise name="p" toName="a,b"/><Text name="a" value="$a"/><Text name="b" value="$b"/></View>"#,
            #"{"p":{"type":"Pairwise","to_name":["a","b"],"inputs":[{"type":"Text","valueType":null,"value":"a"},{"type":"Text","valueType":null,"value":"b"}],"labels":[],"labels_attrs":{}}}"#
        ),
        ("<View/>", "{}"),
    ]

    @Test(arguments: cases)
    func `parsed_label_config is Label Studio's to the byte`(xml: String, expected: String) throws {
        #expect(try LabelConfig(parsing: xml).parsedLabelConfig.text == expected)
    }

    private static let formats: [(String, Set<String>)] = [
        ("note-entities", ["CONLL2003", "DOCLANG"]),
        (
            "chest-image",
            [
                "COCO", "COCO_WITH_IMAGES", "YOLO", "YOLO_WITH_IMAGES", "YOLO_OBB", "YOLO_OBB_WITH_IMAGES", "VOC",
                "BRUSH_TO_NUMPY", "BRUSH_TO_PNG", "BRUSH_TO_COCO", "DOCLANG",
            ]
        ),
        ("signals", []),
        ("taxonomy", []),
    ]

    @Test(arguments: formats)
    func `only formats that can hold the results are offered`(name: String, extra: Set<String>) throws {
        let offered = Set(try Samples.config(name).exportHints.map(\.rawValue))
        #expect(offered == extra.union(["JSON", "JSON_MIN", "CSV", "TSV"]))
    }

    @Test func `a change is essential when a control is new, moves, or loses a label`() throws {
        func config(_ labels: String, value: String = "$x", type: String = "Labels", name: String = "l") throws
            -> LabelConfig
        {
            let options = labels.split(separator: " ").map { "<Label value=\"\($0)\"/>" }.joined()
            return try LabelConfig(
                parsing:
                    "<View><Text name='t' value='\(value)'/><\(type) name='\(name)' toName='t'>\(options)</\(type)></View>"
            )
        }
        let old = try config("a b")
        #expect(try !config("a b").changesEssentials(of: old))
        #expect(try !config("a b c").changesEssentials(of: old))
        #expect(try config("a").changesEssentials(of: old))
        #expect(try config("a b", value: "$y").changesEssentials(of: old))
        #expect(try config("a b", type: "HyperTextLabels").changesEssentials(of: old))
        #expect(try config("a b", name: "m").changesEssentials(of: old))
        #expect(try !LabelConfig(parsing: "<View/>").changesEssentials(of: old))
    }
}
