import JSON
import LabelConfig

/// What one annotation says of one series.
struct ImagedWork {
    var task: ExportedTask
    var annotation: ExportedAnnotation
    var series: ImagingSeries
    var segments: [ImagedSegment] = []
    var figures: [ImagedFigure] = []
    /// The masks of the task.
    var masks: [MaskReference: MaskLayers] = [:]

    /// The beginning of the names of its files. Numbers only: a description may name a patient.
    var title: String { "task-\(task.id)-annotation-\(annotation.id)-series-\(series.id)" }

    /// What counts of a task: the submitted annotations, each for every series it is about.
    ///
    /// A series that is shown and about which nothing was said is left out.
    static func of(_ task: ExportedTask, schema: ExportSchema) throws(ExportError) -> [ImagedWork] {
        guard let imaging = task.imaging else { return [] }
        guard let data = try? JSONValue(parsing: schema.resolved(task.data)) else {
            throw ExportError(task: task.id, reason: .damaged("data"))
        }
        var all: [ImagedWork] = []
        for annotation in task.annotations where !annotation.wasCancelled {
            guard case .array(let items)? = try? JSONValue(parsing: annotation.result) else {
                throw ExportError(task: task.id, annotation: annotation.id, reason: .damaged("result"))
            }
            var works: [ImagedWork] = []
            for item in items {
                guard let from = item["from_name"]?.string, let control = schema.control(named: from),
                    let series = Self.series(of: item, control, data, imaging)
                else { continue }
                let place =
                    works.firstIndex { $0.series.id == series.id && $0.series.uid == series.uid } ?? works.count
                if place == works.count {
                    works.append(
                        ImagedWork(task: task, annotation: annotation, series: series, masks: imaging.masks))
                }
                works[place].add(item, control, schema)
            }
            for index in works.indices { works[index].nameSegments() }
            all += works.filter { !$0.segments.isEmpty || !$0.figures.isEmpty }
        }
        return all
    }

    private static func series(
        of item: JSONValue, _ control: ExportSchema.Control, _ data: JSONValue, _ imaging: ExportedImaging
    ) -> ImagingSeries? {
        if let uid = item["meta"]?["med"]?["series"]?.string, let series = imaging.series(uid: uid) { return series }
        let target = item["to_name"]?.string
        guard let object = control.objects.first(where: { $0.name == target }) ?? control.objects.first,
            let address = DataReference("$" + object.key)?.look(in: data)
        else { return nil }
        if let text = address.string { return imaging.series(address: text) }
        // A list is a study: the item says which series of it, but only by UID.
        return (address.array ?? []).compactMap(\.string).compactMap { imaging.series(address: $0) }.first
    }

    private mutating func add(_ item: JSONValue, _ control: ExportSchema.Control, _ schema: ExportSchema) {
        let type = item["type"]?.string ?? ""
        let answers = item["value"]?[type]?.array ?? item["value"]?["labels"]?.array ?? []
        let answer = answers.first?.string
        let label = answer.map { answer in control.labels.first { $0.value == answer } ?? .init(value: answer) }
        if item["meta"]?["med"]?["kind"]?.string == "segment" {
            guard let label else { return }
            let number = label.category ?? schema.classNumber(of: label.value, in: control)
            if let segment = ImagedSegment(item, label: label, classNumber: number, control: control.name) {
                segments.append(segment)
            }
        } else if let figure = ImagedFigure(item, label: label, control: control.name) {
            figures.append(figure)
        }
    }

    /// Tells structures of one label apart by a number.
    private mutating func nameSegments() {
        var counts: [String: Int] = [:]
        for segment in segments { counts[segment.label.value, default: 0] += 1 }
        var seen: [String: Int] = [:]
        for index in segments.indices {
            let label = segments[index].label.value
            guard counts[label, default: 0] > 1 else { continue }
            seen[label, default: 0] += 1
            segments[index].name = "\(label) \(seen[label, default: 0])"
        }
    }

    /// The layers a segment is painted in, if there is anything.
    func layers(of segment: ImagedSegment) -> MaskLayers? { segment.mask.flatMap { masks[$0] } }
}

extension ExportSchema {
    /// The place of a label among all labels of controls that paint, from one: the same in every file of an export.
    func classNumber(of label: String, in control: Control) -> Int {
        var number = 0
        for other in controls where other.type.hasSuffix("Labels") {
            for each in other.labels {
                number += 1
                if other.name == control.name, each.value == label { return number }
            }
        }
        return number + 1
    }
}
