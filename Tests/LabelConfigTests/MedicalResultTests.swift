import JSON
import LabelConfig
import Testing

struct MedicalResultTests {
    private static func problems(_ item: String) throws -> [String] {
        let result = try JSONValue(parsing: "[\(item)]")
        return try Samples.config("imaging").validateResult(result).map(\.description)
    }

    private static func figure(_ med: String, points: String = "[[1,2],[3,4]]") -> String {
        """
        {"id":"a","from_name":"size","to_name":"ct","type":"polygonlabels","item_index":3,"original_width":512,"original_height":512,
        "value":{"points":\(points),"closed":false,"polygonlabels":["Target"]},"meta":{"med":\(med)}}
        """
    }

    private static func segment(_ med: String) -> String {
        """
        {"id":"s","from_name":"organ","to_name":"ct","type":"brushlabels","original_width":512,"original_height":512,
        "value":{"format":"rle","rle":[],"brushlabels":["Liver"]},"meta":{"med":\(med)}}
        """
    }

    private static let mask = "9f0c6a1e-52c3-4a55-8f1a-0123456789ab"

    @Test func `figures and segments of the field have no problems`() throws {
        #expect(
            try Self.problems(
                Self.figure(
                    #"{"kind":"length","series":"1.2","sop":"1.2.3","frame":1,"for":"1.9","points":[[1,2,3],[4,5,6.5]],"value":5.5,"unit":"mm"}"#
                )) == [])
        #expect(
            try Self.problems(
                Self.segment(
                    #"{"kind":"segment","mask":"\#(Self.mask)","layer":0,"segment":3,"operations":7,"hash":"00ff00ff00ff00ff","status":"present","volume_ml":1.5,"voxels":12,"extent":[3,9]}"#
                )) == [])
        #expect(try Self.problems(Self.segment(#"{"kind":"segment","status":"absent"}"#)) == [])
    }

    private static let wrong: [(String, String)] = [
        (
            figure(#"{"kind":"length","points":[[1,2,3]]}"#),
            "result[0].meta.med.points: has 1 points, but this figure has 2"
        ),
        (
            figure(#"{"kind":"freehand","points":[[1,2,3],[1,2,4]]}"#),
            "result[0].meta.med.points: needs at least 3 points"
        ),
        (figure(#"{"kind":"probe","points":[[1,2]]}"#), "result[0].meta.med.points[0]: must be a list"),
        (
            figure(#"{"kind":"probe","points":[[1,2,1e9]]}"#),
            "result[0].meta.med.points[0][2]: must lie between -1000000 and 1000000"
        ),
        (
            figure(#"{"kind":"length","value":2,"unit":"furlong"}"#),
            "result[0].meta.med.unit: \"furlong\" is no unit of a measurement on an image"
        ),
        (figure(#"{"kind":"length","value":"2"}"#), "result[0].meta.med.value: must be a number"),
        (figure("{}", points: "[[1,2],[3,140]]"), "result[0].value.points[1][1]: must lie between -0.5 and 100.5"),
        (
            segment(#"{"kind":"segment","mask":"7","layer":0,"segment":1}"#),
            "result[0].meta.med.mask: must be a UUID"
        ),
        (
            segment(#"{"kind":"segment","mask":"\#(mask)","layer":0,"segment":256}"#),
            "result[0].meta.med.segment: must lie between 1 and 255"
        ),
        (
            segment(#"{"kind":"segment","mask":"\#(mask)","layer":0,"segment":1,"hash":"xyz"}"#),
            "result[0].meta.med.hash: must be 16 hexadecimal digits"
        ),
        (
            segment(#"{"kind":"segment","mask":"\#(mask)","layer":0,"segment":1,"status":"gone"}"#),
            "result[0].meta.med.status: must be one of present, absent, not_assessable, outside"
        ),
        (segment(#"{"kind":"segment","status":"present"}"#), "result[0].meta.med.mask: is missing"),
        (
            segment(#"{"kind":"segment","mask":"\#(mask)","layer":0,"segment":1,"extent":[9,3]}"#),
            "result[0].meta.med.extent: the end lies before the start"
        ),
    ]

    @Test(arguments: wrong)
    func `what cannot be is named with its place`(item: String, message: String) throws {
        #expect(try Self.problems(item) == [message])
    }
}
