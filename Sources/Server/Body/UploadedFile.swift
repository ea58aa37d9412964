/// A file that came with a request; it lies in the spool folder until the request is answered.
struct UploadedFile: Sendable, Equatable {
    /// The form's field; empty where the body itself is the file.
    let field: String
    /// The name the client gave it, without folders; never a path to open.
    let name: String
    /// What the client says it is; a hint only.
    let contentType: String?
    /// Where its bytes lie.
    let path: String
    let size: Int
    /// The name with the folders it came in.
    let nameWithFolders: String

    init(
        field: String, name: String, contentType: String?, path: String, size: Int, nameWithFolders: String? = nil
    ) {
        self.field = field
        self.name = name
        self.contentType = contentType
        self.path = path
        self.size = size
        self.nameWithFolders = nameWithFolders ?? name
    }
}
