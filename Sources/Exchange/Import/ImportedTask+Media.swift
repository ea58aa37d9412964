import JSON

extension ImportedTask {
    /// The one task of a stored file: its data is where the file is found.
    package static func media(url: String, key: String = ImportOptions.undefinedKey) -> ImportedTask {
        var writer = JSONWriter()
        writer.object { $0.member(key, url) }
        return ImportedTask(data: writer.text)
    }

    /// A task whose data is one text of valid UTF-8.
    static func text(_ text: [UInt8], key: String) -> ImportedTask {
        var data: [UInt8] = []
        data.reserveCapacity(text.count + key.utf8.count + 16)
        data.append(UInt8(ascii: "{"))
        JSONText.quote(Array(key.utf8)[...], into: &data)
        data.append(UInt8(ascii: ":"))
        JSONText.quote(text[...], into: &data)
        data.append(UInt8(ascii: "}"))
        return ImportedTask(data: String(decoding: data, as: UTF8.self))
    }
}
