package import Storage

/// Where the tasks of an import come from.
package struct ImportSource: Sendable {
    package enum Bytes: Sendable {
        /// A file on this machine.
        case file(String)
        case blob(BlobID)
        case memory([UInt8])
    }

    /// What the person calls it; empty for a request's body.
    package var name: String
    package var bytes: Bytes
    /// The upload the tasks are said to come from.
    package var upload: FileUpload?

    package init(name: String, bytes: Bytes, upload: FileUpload? = nil) {
        self.name = name
        self.bytes = bytes
        self.upload = upload
    }

    /// An upload that is stored already.
    package init(_ upload: FileUpload) {
        self.init(name: upload.originalName, bytes: .blob(upload.blob), upload: upload)
    }
}
