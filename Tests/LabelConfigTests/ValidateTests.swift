import JSON
import LabelConfig
import Testing

struct ValidateTests {
    private static let refused: [(String, String)] = [
        ("<View><Text value='$t'/></View>", "line 1, column 7: <Text> needs the attribute “name”"),
        ("<View><Text name='a'/></View>", "line 1, column 7: <Text> needs the attribute “value”"),
        (
            "<View><Image name='a' value='$a' valueList='$b'/></View>",
            "line 1, column 7: <Image> needs either “value” or “valueList”, not both"
        ),
        (
            "<View>\n<Text name='a' value='$t'/>\n<Text name='a' value='$t'/></View>",
            "line 3, column 1: the name “a” is already used in line 2; names must be unique"
        ),
        (
            "<View><Text name='a' value='$t'/><Choices name='c' toName='b'><Choice value='1'/></Choices></View>",
            "line 1, column 34: toName=\"b\" of <Choices> names no tag; there are: a, c"
        ),
        (
            "<View><Text name='a' value='$t'/><TextArea name='x'/></View>",
            "line 1, column 34: <TextArea> needs the attribute “toName”"
        ),
        (
            "<View><Text name='a' value='$t'/><Number toName='a'/></View>",
            "line 1, column 34: <Number> needs the attribute “name”"
        ),
        (
            "<View><Text name='a' value='$t'/><Labels name='l' toName='a'/></View>",
            "line 1, column 34: <Labels> offers nothing: give it <Label> tags, or a “value” that names a key of the task's data"
        ),
        (
            "<View><Text name='a' value='$t'/><Labels name='l' toName='a'><Label alias='x'/></Labels></View>",
            "line 1, column 62: <Label> needs the attribute “value”"
        ),
        (
            "<View><Video name='v' value='$v' minPlaybackSpeed='fast'/></View>",
            "line 1, column 7: “minPlaybackSpeed” of <Video> must be a number, not “fast”"
        ),
        ("<View>\n  <Text name='a' value='$t'>\n</View>", "line 3, column 1: </View> closes <Text>, opened in line 2"),
    ]

    @Test(arguments: refused)
    func `a config that cannot work is refused with place and reason`(xml: String, message: String) {
        let error = #expect(throws: LabelConfigError.self) { try LabelConfig(validating: xml) }
        #expect(error?.validationErrors == ["label_config": [.string(message)]])
    }

    @Test(arguments: Samples.fixtures.filter { !["text-and-entities"].contains($0) })
    func `a sound config has no errors`(name: String) throws {
        #expect(throws: Never.self) { try LabelConfig(validating: Samples.text(name)) }
    }

    private static let taken = [
        "<View><Panel><Text name='b'/></Panel></View>", "<View><text name='a'/></View>", "<Panel><Text/></Panel>",
        "<View><Image name='i' value='$i'/><RectangleLabels toName='i'><Label alias='x'/></RectangleLabels></View>",
        "<View><Text name='t' value='$t'/><Rating name='r' toname='zz'/></View>", "<View><Video value='$v'/></View>",
    ]

    @Test(arguments: taken)
    func `what Label Studio's server takes is not refused, only doubted`(xml: String) {
        #expect(throws: Never.self) { try LabelConfig(validating: xml) }
    }

    @Test func `doubts are warnings and refuse nothing`() throws {
        let config = try LabelConfig(
            validating: """
                <View><Text name='a' value='$t'/><Pixie/><Rating name='r'/><Panel><Text name='p'/></Panel><BrushLabels name='b' toName='a'><Label value='x'/><Label value='x'/>
                </BrushLabels><TextArea name='c' toName='a' visibleWhen='choice-selected' whenTagName='zz'/></View>
                """
        )
        let problems = config.validate()
        #expect(problems.allSatisfy { $0.severity == .warning })
        #expect(
            problems.map(\.reason) == [
                .unknownTag("Pixie"), .noTarget(tag: "Rating"), .lacks(attribute: "value", tag: "Text"),
                .wrongObject(tag: "BrushLabels", target: "a", objectTag: "Text"),
                .optionTwice("x", tag: "BrushLabels"), .unknownCondition(tag: "TextArea", name: "zz"),
            ]
        )
    }
}
