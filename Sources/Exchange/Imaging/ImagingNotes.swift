import JSON

/// What an archive could not take, and why: `notes.json` at its end, so that nothing is missing in silence.
struct ImagingNotes {
    private var items: [JSONValue] = []

    mutating func add(_ work: ImagedWork, _ what: String) {
        add(task: work.task.id, annotation: work.annotation.id, series: work.series.uid, what)
    }

    mutating func add(task: Int, annotation: Int? = nil, series: String? = nil, _ what: String) {
        var item = JSONObject([("task", JSONValue(task))])
        if let annotation { item["annotation"] = JSONValue(annotation) }
        if let series { item["series"] = .string(series) }
        item["note"] = .string(what)
        items.append(.object(item))
    }

    func write(into zip: inout ZipWriter, _ out: inout [UInt8]) {
        guard !items.isEmpty else { return }
        zip.add("notes.json", JSONValue.array(items).bytes, into: &out)
    }
}
