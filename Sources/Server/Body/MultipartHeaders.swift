import Foundation

/// What the headers of one part say.
struct MultipartHeaders: Equatable {
    /// The form's field.
    var name = ""
    /// The name of the file, without any folder; nil for a plain field.
    var fileName: String?
    /// The name with the folders it came in, as browsers send those of a whole folder.
    var filePath: String?
    var contentType: String?

    init() {}

    init(_ text: String) {
        for line in text.split(separator: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let value = String(halves[1]).trimmed
            switch halves[0].lowercased() {
            case "content-type": contentType = value
            case "content-disposition": read(disposition: value)
            default: break
            }
        }
    }

    private mutating func read(disposition: String) {
        for (key, value) in HeaderParameters(disposition).items {
            switch key {
            case "name": name = value
            case "filename":
                fileName = fileName ?? Self.leaf(value)
                filePath = filePath ?? Self.path(value)
            // RFC 5987: charset'language'percent-encoded
            case "filename*":
                let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                if parts.count == 3, let decoded = String(parts[2]).removingPercentEncoding {
                    fileName = Self.leaf(decoded)
                    filePath = Self.path(decoded)
                }
            default: break
            }
        }
    }

    /// The components of a path in either slash, without those that lead elsewhere.
    private static func path(_ path: String) -> String {
        path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map { leaf(String($0)) }
            .filter { !$0.isEmpty && $0 != "_" }.joined(separator: "/")
    }

    /// The last component of a path in either slash, without control characters; clients send whole paths.
    private static func leaf(_ path: String) -> String {
        let leaf = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let visible = leaf.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        let clean = String(String.UnicodeScalarView(visible))
        return clean == "." || clean == ".." ? "_" : clean
    }
}
