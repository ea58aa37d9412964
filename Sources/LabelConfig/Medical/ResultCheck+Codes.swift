import JSON

/// What an answer of codes says beside its paths: `meta.med.codes`, an entry for each path and in their order.
extension ResultCheck {
    mutating func lookAtCodes(_ item: JSONValue, type: String, _ control: ControlTag) {
        guard type == "taxonomy", let codes = item["meta"]?["med"]?["codes"], !codes.isNull else { return }
        let path = "meta.med.codes"
        guard let codes = codes.array else { return note(path, .notA(.list)) }
        let answers = item["value"]?["taxonomy"]?.array ?? []
        if codes.count != answers.count { note(path, .notParallel(found: codes.count, wanted: answers.count)) }
        for (index, code) in codes.enumerated() {
            let place = "\(path)[\(index)]"
            guard case .object = code else {
                note(place, .notA(.object))
                continue
            }
            for key in ["system", "code"] {
                guard let value = code[key], !value.isNull else {
                    note("\(place).\(key)", .missing)
                    continue
                }
                if value.string?.isEmpty ?? true { note("\(place).\(key)", .notA(.text)) }
            }
            for key in ["version", "display", "key"] {
                if let value = code[key], !value.isNull, value.string == nil { note("\(place).\(key)", .notA(.text)) }
            }
            if control.codeScope != nil, index < answers.count, let last = answers[index].array?.last?.string,
                let text = code["code"]?.string, text != last
            {
                note("\(place).code", .notOneOf([last]))
            }
        }
    }
}
