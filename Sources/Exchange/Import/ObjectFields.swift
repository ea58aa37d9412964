import JSON

/// Reads the plain fields of an object, leniently where writers differ and strictly where a guess would lose something.
struct ObjectFields {
    let members: JSONMembers
    /// Where the object stands in its task, for messages.
    private let base: String

    init(_ members: JSONMembers, path: String) {
        self.members = members
        base = path
    }

    func path(_ key: String) -> String { base.isEmpty ? key : base + "." + key }

    func integer(_ key: String) throws(TaskShape.Flaw) -> Int? {
        guard let place = members[key] else { return nil }
        guard let value = try value(place).integer else { throw expected("a whole number", key, place) }
        return value
    }

    /// A number, or text that is one (some exporters quote scores).
    func number(_ key: String) throws(TaskShape.Flaw) -> Double? {
        guard let place = members[key] else { return nil }
        let value = try value(place)
        if let number = value.double, number.isFinite { return number }
        guard let number = value.string.flatMap(Double.init), number.isFinite else {
            throw expected("a number", key, place)
        }
        return number
    }

    func boolean(_ key: String) throws(TaskShape.Flaw) -> Bool? {
        guard let place = members[key] else { return nil }
        let value = try value(place)
        if let boolean = value.boolean { return boolean }
        switch value.integer {
        case 0: return false
        case 1: return true
        default: throw expected("true or false", key, place)
        }
    }

    /// Text; a number stands for its digits.
    func string(_ key: String) throws(TaskShape.Flaw) -> String? {
        guard let place = members[key] else { return nil }
        switch try value(place) {
        case .string(let text): return text
        case .number(let number): return number.text
        default: throw expected("text", key, place)
        }
    }

    /// ISO 8601 text, or seconds since 1970.
    func time(_ key: String) throws(TaskShape.Flaw) -> Int64? {
        guard let place = members[key] else { return nil }
        let value = try value(place)
        // Year 9999 and no further, so that nothing overflows.
        if let seconds = value.double, seconds.magnitude < 253_402_300_800 { return Int64(seconds * 1_000_000) }
        guard let time = value.string.flatMap(ISOTime.microseconds) else {
            throw expected("a time (ISO 8601)", key, place)
        }
        return time
    }

    /// An id, an e-mail address, or an object with either.
    func annotator(_ key: String) throws(TaskShape.Flaw) -> ImportedAnnotation.Annotator? {
        guard let place = members[key] else { return nil }
        let value = try value(place)
        if let email = value["email"]?.string ?? value.string { return .email(email) }
        if let id = value.integer ?? value["id"]?.integer { return .id(id) }
        throw expected("the id or e-mail address of a user", key, place)
    }

    private func value(_ place: JSONMembers.Place) throws(TaskShape.Flaw) -> JSONValue {
        var reader = JSONReader(members.bytes, from: place.range.lowerBound)
        do throws(JSONError) {
            return try reader.readValue()
        } catch {
            throw TaskShape.Flaw(offset: error.offset, reason: .json(error.reason))
        }
    }

    private func expected(_ kind: String, _ key: String, _ place: JSONMembers.Place) -> TaskShape.Flaw {
        TaskShape.Flaw(offset: place.range.lowerBound, reason: .expected(kind, path: path(key)))
    }
}
