package import JSON

extension LabelConfig {
    /// Task data that fit the config, to try it out with.
    ///
    /// A comment that holds a JSON object, `<!-- {"data": {"text": "…"}} -->`, brings its own. Everything else is
    /// made up here: invented notes and a drawn picture, for nobody's record may serve as a sample.
    package func sampleTask() -> JSONValue {
        var data = JSONObject()
        document.root.walk { element, _ in
            for (attribute, isList) in [("value", false), ("valuelist", true), ("data", false)] {
                guard let text = element[attribute], let reference = DataReference(text),
                    text.first == "$" || element["name"] != nil,
                    attribute != "data" || ObjectKind(rawValue: element.key)?.carrier == .reactCode
                else { continue }
                let example = SampleValue.example(for: element)
                SampleValue.put(isList ? [example, example] : example, at: reference, in: &data)
            }
            // A long spelling may name nothing but its native file.
            if MedicalImage(rawValue: element.key) != nil, element["value"] == nil, element["valuelist"] == nil,
                let source = element["source"].flatMap(DataReference.init)
            {
                SampleValue.put(SampleValue.example(for: element), at: source, in: &data)
            }
        }
        for (key, value) in commentData ?? JSONObject() { data[key] = value }
        return .object(data)
    }

    /// The task data a comment brings.
    private var commentData: JSONObject? {
        var comments = document.before + document.after
        document.root.walk { element, _ in
            for case .comment(let words) in element.children { comments.append(words) }
        }
        for comment in comments {
            let words = comment[...].trimmingSpaces
            guard words.first == "{", let value = try? JSONValue(parsing: String(words)) else { continue }
            if let data = value["data"]?.object { return data }
            if value["predictions"] == nil, value["annotations"] == nil { return value.object }
        }
        return nil
    }
}
