import Exchange
import JSON
import LabelConfig

/// Builds tasks and runs exports for tests.
enum ExportSample {
    static let moment: Int64 = 1_764_000_000_123_456

    static func task(_ id: Int, _ data: String, _ results: [String] = [], cancelled: Int = 0) -> ExportedTask {
        var task = ExportedTask(id: id, project: 4, data: data, createdAt: moment, updatedAt: moment)
        task.innerID = id
        for (index, result) in results.enumerated() {
            var annotation = ExportedAnnotation(
                id: id * 10 + index, task: id, project: 4, result: result, createdAt: moment + Int64(index),
                updatedAt: moment)
            annotation.completedBy = 3
            annotation.leadTime = 2.5
            annotation.uniqueID = "u-\(id)-\(index)"
            annotation.wasCancelled = index < cancelled
            task.annotations.append(annotation)
        }
        return task
    }

    static func export(_ format: ExportFormat, _ config: String, _ tasks: [ExportedTask]) throws -> [UInt8] {
        let schema = ExportSchema(try LabelConfig(parsing: config))
        var writer = format.writer(schema: schema, about: ExportAbout(moment: moment))
        if format.needsSurvey { for task in tasks { try writer.survey(task) } }
        var out: [UInt8] = []
        try writer.begin(into: &out)
        for task in tasks { try writer.write(task, into: &out) }
        try writer.end(into: &out)
        return out
    }

    static func text(_ format: ExportFormat, _ config: String, _ tasks: [ExportedTask]) throws -> String {
        String(decoding: try export(format, config, tasks), as: UTF8.self)
    }

    static let notes = """
        <View><Text name="t" value="$text"/><Labels name="l" toName="t"><Label value="Drug"/><Label value="Dose"/></Labels>\
        <Choices name="c" toName="t"><Choice value="a"/><Choice value="b"/></Choices><TextArea name="n" toName="t"/></View>
        """

    static let images = """
        <View><Image name="i" value="$image"/><RectangleLabels name="r" toName="i"><Label value="lung"/>\
        <Label value="heart" category="7"/></RectangleLabels><PolygonLabels name="p" toName="i"><Label value="rib"/>\
        </PolygonLabels></View>
        """

    static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ label: String, turn: Double = 0)
        -> String
    {
        #"{"from_name":"r","to_name":"i","type":"rectanglelabels","original_width":200,"original_height":100,"value":"#
            + #"{"x":\#(x),"y":\#(y),"width":\#(width),"height":\#(height),"rotation":\#(turn),"rectanglelabels":["\#(label)"]}}"#
    }
}
