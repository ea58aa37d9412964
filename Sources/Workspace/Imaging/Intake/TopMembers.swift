/// The members of the object that a JSON text begins with, or of the first in its list, as far as they tell what the text is; it is looked at a piece at a
/// time and nothing of it is kept.
struct TopMembers {
    /// How a file of labels may begin. `id` is left out: a list of tasks, one a line, begins with it.
    static let firstMembers: Set<String> = [
        "annotations", "images", "categories", "info", "licenses", "videos", "type", "features", "geometry",
        "properties", "crs", "bbox", "name", "series",
    ]

    /// What it is, once that is known; nil also where it is none.
    private(set) var kind: LabelDocument.Kind?
    /// Whether more bytes would change nothing.
    private(set) var isDecided = false

    private var depth = 0
    /// Whether the object is the first of a list.
    private var isInList = false
    private var isInText = false
    private var isEscaped = false
    /// A text at the top: a member's name, or its value.
    private var text: [UInt8] = []
    private var name: String?
    /// The members that are lists, and those that are objects.
    private var lists: Set<String> = []
    private var objects: Set<String> = []
    private var type: String?

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }

    mutating func feed(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if isDecided { return }
            if isInText {
                take(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInText = true
                text = []
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if depth == 0, byte == UInt8(ascii: "["), !isInList {
                    isInList = true
                    continue
                }
                if depth == 1, let name { note(name, isList: byte == UInt8(ascii: "[")) }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { end() }
            case UInt8(ascii: ","):
                if depth == 1 { name = nil }
            default: break
            }
        }
    }

    private mutating func take(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInText = false
            if depth == 1 { noteText(String(decoding: text, as: UTF8.self)) }
        } else if depth == 1, text.count < 64 {
            text.append(byte)
        }
    }

    private mutating func noteText(_ text: String) {
        guard let name else {
            self.name = text
            // A task says so.
            if text == "data" { isDecided = true }
            return
        }
        if name == "type" {
            type = text
            decide()
        }
    }

    private mutating func note(_ name: String, isList: Bool) {
        if isList { lists.insert(name) } else { objects.insert(name) }
        decide()
    }

    /// GeoJSON is known at once; of COCO all three lists must be there, and no `data` with them.
    private mutating func decide() {
        if type == "FeatureCollection", !isInList, lists.contains("features") {
            kind = .geoJSON
            isDecided = true
        } else if type == "Feature", objects.contains("geometry") {
            kind = .geoJSON
            isDecided = true
        }
    }

    private mutating func end() {
        isDecided = true
        if kind == nil, !isInList, ["images", "annotations", "categories"].allSatisfy(lists.contains) { kind = .coco }
    }
}
