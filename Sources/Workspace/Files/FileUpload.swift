package import Storage

/// A file somebody brought into a project.
package struct FileUpload: Sendable, Equatable {
    package let id: Int
    package let project: Int
    package let user: Int
    /// `e69964dd-notes.csv`: the name it is known by, which no other file has.
    package let name: String
    package let blob: BlobID
    package let size: Int
    package let createdAt: Int

    /// `upload/267/e69964dd-notes.csv`
    package var path: String { "upload/\(project)/\(name)" }
    /// Where a browser finds it.
    package var url: String { "/data/" + path }
    /// The name it came with.
    package var originalName: String { String(name.dropFirst(9)) }

    static let selection = """
        file_upload.id, file_upload.project_id, file_upload.user_id, file_upload.name, file_upload.blob,
        file_upload.size, file_upload.created_at
        """

    init?(_ cells: inout Cells) {
        id = cells.int()
        project = cells.int()
        user = cells.int()
        name = cells.text()
        guard let blob = BlobID(hex: cells.text()) else { return nil }
        self.blob = blob
        size = cells.int()
        createdAt = cells.int()
    }

    /// A name without folders and without what a path, a header or a shell could take amiss.
    static func plain(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let kept = last.unicodeScalars.map { scalar -> Character in
            let isPlain =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "._-".unicodeScalars.contains(scalar)
            return isPlain ? Character(scalar) : "_"
        }
        var text = String(kept)
        while text.hasPrefix(".") { text.removeFirst() }
        // A file system takes 255 bytes; the ending matters more than the beginning.
        while text.utf8.count > 180 { text.removeFirst() }
        return text.isEmpty ? "file" : text
    }
}
