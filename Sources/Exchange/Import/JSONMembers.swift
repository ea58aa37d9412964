import JSON

/// Where the members of a JSON object stand in its text; nothing of them is built.
struct JSONMembers {
    /// A value's kind and place.
    struct Place {
        var kind: JSONReader.Kind
        var range: Range<Int>
    }

    let bytes: [UInt8]
    /// The offset of the object, and the one after it.
    let start: Int
    let end: Int
    private var members: [(key: String, place: Place)] = []

    init(of bytes: [UInt8], at start: Int) throws(JSONError) {
        var found: [(key: String, place: Place)] = []
        var reader = JSONReader(bytes, from: start)
        try reader.readObject { (key, reader) throws(JSONError) in
            let kind = try reader.peek()
            found.append((key, Place(kind: kind, range: try reader.skipValue())))
        }
        self.bytes = bytes
        self.start = start
        end = reader.position
        members = found
    }

    /// The member of that name (the last of several), unless it is null.
    subscript(key: String) -> Place? {
        members.last { $0.key == key && $0.place.kind != .null }?.place
    }

    var keys: [String] { members.map(\.key) }
}
