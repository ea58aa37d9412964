import JSON

/// Invented content for each kind of tag.
enum SampleValue {
    static func example(for element: MarkupElement) -> JSONValue {
        let kind = ObjectKind(rawValue: element.key)?.carrier
        let isAddress = element["valuetype"] == "url"
        switch kind {
        case .text?: return .string(isAddress ? "https://example.org/note.txt" : note)
        case .hyperText?:
            return .string(isAddress ? "https://example.org/note.html" : "<h2>Discharge note</h2><p>\(note)</p>")
        case .image?: return .string(picture)
        case .audio?: return "https://example.org/heart-sound.wav"
        case .video?: return "https://example.org/ultrasound.mp4"
        case .pdf?: return "https://example.org/report.pdf"
        case .paragraphs?: return isAddress ? "https://example.org/visit.json" : visit(element)
        case .timeSeries?: return element["valuetype"] == "json" ? signal(element) : "https://example.org/signal.csv"
        case .table?: return ["Sodium": "139 mmol/L", "Potassium": "4.1 mmol/L", "Creatinine": "88 µmol/L"]
        case .list?:
            return [
                ["id": "1", "title": "First finding", "body": "A small nodule."],
                ["id": "2", "title": "Second finding", "body": "No effusion."],
            ]
        case .chat?: return [["role": "user", "content": "What does this finding mean?"]]
        case .reactCode?: return ["title": "Sample"]
        default: break
        }
        switch element.key {
        case "taxonomy":
            return [["value": "Heart", "children": [["value": "Atrium"], ["value": "Ventricle"]]], ["value": "Lung"]]
        case let key where key == "choices" || key.hasSuffix("labels"):
            return [["value": "First option"], ["value": "Second option"]]
        default: return "Sample text"
        }
    }

    /// Puts an example where a reference will look for it.
    static func put(_ example: JSONValue, at reference: DataReference, in data: inout JSONObject) {
        data[reference.root] = merge(data[reference.root], example, reference.rest[...])
    }

    private static func merge(_ present: JSONValue?, _ example: JSONValue, _ steps: ArraySlice<DataReference.Step>)
        -> JSONValue
    {
        guard let step = steps.first else { return example }
        switch step {
        case .member(let name):
            var object = present?.object ?? JSONObject()
            object[name] = merge(object[name], example, steps.dropFirst())
            return .object(object)
        case .element, .placeholder:
            // Two items show that there may be several; an index in a config asks for no more than a few.
            var count = 2
            if case .element(let index) = step { count = min(max(index, 0), 15) + 1 }
            var list = present?.array ?? []
            while list.count < count { list.append(.null) }
            return .array(list.map { merge($0.isNull ? nil : $0, example, steps.dropFirst()) })
        }
    }

    private static let note =
        "This invented patient came with chest pain that began two days ago. The ECG shows a sinus rhythm. "
        + "Aspirin 100 mg daily was started."

    /// A drawn phantom, so that a preview needs no server.
    private static let picture =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='640' height='480'%3E"
        + "%3Crect width='640' height='480' fill='%23111'/%3E"
        + "%3Cellipse cx='220' cy='240' rx='110' ry='170' fill='%23555'/%3E"
        + "%3Cellipse cx='420' cy='240' rx='110' ry='170' fill='%23555'/%3E"
        + "%3Ccircle cx='430' cy='200' r='22' fill='%23bbb'/%3E%3C/svg%3E"

    private static func visit(_ element: MarkupElement) -> JSONValue {
        let author = element["namekey"] ?? "author"
        let text = element["textkey"] ?? "text"
        return .array([
            .object(JSONObject([(author, "Doctor"), (text, "How long have you had the pain?")])),
            .object(JSONObject([(author, "Patient"), (text, "For two days, mostly at night.")])),
        ])
    }

    /// One hundred samples a column: a counting time and triangle waves, which need no mathematics library.
    private static func signal(_ element: MarkupElement) -> JSONValue {
        var columns = JSONObject()
        columns[element["timecolumn"] ?? "time"] = .array((0..<100).map { JSONValue($0) })
        var period = 10
        element.walk { inner, _ in
            guard let channel = inner.key == "channel" ? ChannelTag(inner) : nil else { return }
            columns[channel.column] = .array(
                (0..<100).map { JSONValue(Double(abs($0 % period - period / 2)) / Double(period)) }
            )
            period += 6
        }
        return .object(columns)
    }
}
