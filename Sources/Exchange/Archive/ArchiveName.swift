/// Makes names for files in an archive out of what users wrote, so that none leaves its folder when unpacked.
enum ArchiveName {
    /// The longest name in bytes; most file systems end at 255, and a number or ending may be added.
    static let maximumBytes = 200

    /// A single path component that is safe on every system.
    static func safe(_ text: some StringProtocol, fallback: String) -> String {
        var name = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "/", "\\", ":", "*", "?", "\"", "<", ">", "|": name.append("_")
            // Control and format characters could hide what a name really is.
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || scalar.properties.generalCategory == .format:
                name.append("_")
            default: name.append(scalar)
            }
        }
        var safe = String(name)
        while let last = safe.last, last == "." || last == " " { safe.removeLast() }
        while let first = safe.first, first == " " { safe.removeFirst() }
        if safe.allSatisfy({ $0 == "." }) { safe = fallback }
        return shortened(safe)
    }

    /// The file name an address ends in: the path's last part, or that of the query member that names a file.
    static func ofURL(_ url: String, fallback: String) -> String {
        guard !url.hasPrefix("data:") else { return fallback }
        var path = url[...]
        if let hash = path.firstIndex(of: "#") { path = path[..<hash] }
        if let question = path.firstIndex(of: "?") {
            let query = path[path.index(after: question)...]
            path = path[..<question]
            for pair in query.split(separator: "&") {
                for key in ["d=", "filepath="] where pair.hasPrefix(key) { path = pair.dropFirst(key.count) }
            }
        }
        let decoded = percentDecoded(path)
        let last = decoded.split { $0 == "/" || $0 == "\\" }.last ?? ""
        return safe(last, fallback: fallback)
    }

    /// The name without its last ending.
    static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    private static func percentDecoded(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                out.append(value)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > maximumBytes else { return name }
        let ending = name.lastIndex(of: ".").map { name[$0...] }.flatMap { $0.utf8.count <= 16 ? $0 : nil } ?? ""
        var stem = name.dropLast(ending.count)
        while stem.utf8.count + ending.utf8.count > maximumBytes { stem.removeLast() }
        return String(stem) + ending
    }
}
