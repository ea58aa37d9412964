import JSON

/// Shortens a task's data for tables, where a line of a note of a megabyte is enough.
enum CellText {
    /// Writes the object with long texts cut, and long lists and objects as cut text.
    static func writeShortened(_ data: String, longest: Int, to writer: inout JSONWriter) {
        if data.utf8.count <= longest { return writer.raw(data) }
        let bytes = Array(data.utf8)
        var reader = JSONReader(bytes)
        var members: [(name: String, place: Range<Int>)] = []
        do {
            try reader.readObject { (name, reader) throws(JSONError) in members.append((name, try reader.skipValue())) }
        } catch {
            return writer.raw("{}")
        }
        writer.object { writer in
            for (name, place) in members {
                writer.key(name)
                if place.count <= longest {
                    writer.raw(bytes[place])
                } else if bytes[place.lowerBound] == UInt8(ascii: "\"") {
                    writer.value(start(of: bytes, place, longest))
                } else {
                    writer.value(String(decoding: bytes[place].prefix(longest), as: UTF8.self) + "…")
                }
            }
        }
    }

    /// The first characters of a string, read no further than needed: an escape takes at most six bytes, a surrogate
    /// pair twelve.
    private static func start(of bytes: [UInt8], _ place: Range<Int>, _ longest: Int) -> String {
        var end = min(place.upperBound - 1, place.lowerBound + 1 + longest * 12)
        // Not in the middle of a character or an escape.
        while end > place.lowerBound + 1, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        for _ in 0..<12 {
            let text = bytes[place.lowerBound..<end] + [UInt8(ascii: "\"")]
            if let value = try? JSONValue(parsing: Array(text)), let string = value.string {
                return string.count > longest ? String(string.prefix(longest)) : string
            }
            end -= 1
            while end > place.lowerBound + 1, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        }
        return ""
    }
}
