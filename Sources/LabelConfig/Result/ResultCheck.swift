import JSON

/// Collects the problems of one `result`.
struct ResultCheck {
    let interface: LabelInterface
    let items: [JSONValue]
    let data: JSONValue?
    private(set) var problems: [ResultProblem] = []
    /// The item that is looked at.
    private var index: Int?
    /// The object each region's id belongs to.
    let owners: [String: String]
    private var lengths: [String: Int?] = [:]

    init(interface: LabelInterface, items: [JSONValue], data: JSONValue?) {
        self.interface = interface
        self.items = items
        self.data = data
        var owners: [String: String] = [:]
        for item in items {
            if let id = item["id"]?.string, owners[id] == nil { owners[id] = item["to_name"]?.string ?? "" }
        }
        self.owners = owners
    }

    mutating func note(_ path: String, _ reason: ResultProblem.Reason) {
        problems.append(ResultProblem(index: index, path: path, reason: reason))
    }

    mutating func noteRequired(_ control: ControlTag, item: Int? = nil) {
        index = item
        note("", .requiredAnswer(control: control.name, message: control.element["requiredmessage"]))
    }

    mutating func look(at index: Int) {
        self.index = index
        let item = items[index]
        guard case .object = item else { return note("", .notA(.object)) }
        guard let type = item["type"]?.string else {
            return note("type", item["type"] == nil ? .missing : .notA(.text))
        }
        if type == "relation" { return lookAtRelation(item) }
        lookAtFrame(item)
        guard let from = item["from_name"]?.string else { return note("from_name", .missing) }
        guard let control = interface.control(named: from) else { return note("from_name", .unknownControl(from)) }
        let object = lookAtTarget(item, control)
        let types = control.kind.resultTypes
        guard types.isEmpty || types.contains(type) else { return note("type", .wrongType(type, wanted: types)) }
        guard let value = item["value"] else { return note("value", .missing) }
        guard case .object = value else { return note("value", .notA(.object)) }
        lookAtAnswer(value, type: type, control)
        lookAtShape(value, item: item, type: type, control, object)
        lookAtMedical(item)
        lookAtCodes(item, type: type, control)
    }

    /// The members beside `value` that every result may have.
    private mutating func lookAtFrame(_ item: JSONValue) {
        if let id = item["id"], id.string == nil { note("id", .notA(.text)) }
        if let parent = item["parentID"], !parent.isNull {
            if let id = parent.string {
                if !id.isEmpty, owners[id] == nil { note("parentID", .unknownResult(id)) }
            } else {
                note("parentID", .notA(.text))
            }
        }
        if let score = item["score"], !score.isNull, score.double == nil { note("score", .notA(.number)) }
        for key in ["original_width", "original_height"] {
            guard let size = item[key], !size.isNull else { continue }
            number(size, key, in: 1...Double(1 << 30))
        }
    }

    private mutating func lookAtTarget(_ item: JSONValue, _ control: ControlTag) -> ObjectTag? {
        let names: [String]
        switch item["to_name"] {
        case .string(let name): names = [name]
        case .array(let list): names = list.compactMap(\.string)
        default:
            note("to_name", .missing)
            return nil
        }
        let whole = names.joined(separator: ",")
        if control.kind.isOwnObject, names == [control.name] { return interface.object(named: control.name) }
        for name in whole.split(separator: ",").map({ String($0.trimmingSpaces) }) {
            let isTarget = control.targets.contains { target in
                target == name || (!control.flags.isEmpty && NamePattern(target, flags: control.flags).matches(name))
            }
            if !isTarget { note("to_name", .unknownObject(name)) }
        }
        guard let object = interface.object(named: whole) else { return nil }
        if let index = item["item_index"], !index.isNull { lookAtItem(index, of: object) }
        return object
    }

    private mutating func lookAtItem(_ index: JSONValue, of object: ObjectTag) {
        guard let position = index.integer else { return note("item_index", .notWhole) }
        guard position >= 0 else { return note("item_index", .outOfRange(low: 0, high: Double(Int32.max))) }
        if let list = object.valueList, let count = data.flatMap({ list.look(in: $0) })?.array?.count, position >= count
        {
            note("item_index", .beyondList(count: count))
        }
    }

    private mutating func lookAtRelation(_ item: JSONValue) {
        for key in ["from_id", "to_id"] {
            guard let id = item[key]?.string else {
                note(key, .missing)
                continue
            }
            if owners[id] == nil { note(key, .unknownResult(id)) }
        }
        if let direction = item["direction"], !direction.isNull, !["left", "right", "bi"].contains(direction.string) {
            note("direction", .notOneOf(["left", "right", "bi"]))
        }
        guard let labels = item["labels"], !labels.isNull else { return }
        guard let labels = labels.array else { return note("labels", .notA(.list)) }
        for (index, label) in labels.enumerated() {
            guard let label = label.string else {
                note("labels[\(index)]", .notA(.text))
                continue
            }
            if !interface.relations.isEmpty, !interface.relations.answers.contains(label) {
                note("labels[\(index)]", .notOffered(label, control: "Relations"))
            }
        }
    }

    /// The count of code points of the text an object shows, if the data hold that text itself.
    mutating func textLength(of object: ObjectTag) -> Int? {
        if let known = lengths[object.name] { return known }
        var length: Int?
        if object.kind == .text, object.valueType != "url", (object.element["encoding"] ?? "none") == "none",
            let text = data.flatMap({ object.value?.look(in: $0) })?.string
        {
            length = text.unicodeScalars.count
        }
        lengths[object.name] = .some(length)
        return length
    }
}
