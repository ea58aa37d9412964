/// What came with a request that may carry files.
struct Upload: Sendable {
    /// The plain fields; of a JSON or other body none, for that is the one file.
    var fields = Fields(form: [])
    var files: [UploadedFile] = []
}
