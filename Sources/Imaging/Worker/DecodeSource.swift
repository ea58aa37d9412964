/// A local file that the worker is to read.
package struct DecodeSource: Sendable, Hashable {
    /// Where it is; the worker opens it for reading only.
    package var path: String
    /// What the file is known as, the same for the same bytes: the id of its blob. Quarantine goes by it.
    package var key: String
    /// The other half of a pair: the `.img` of a NIfTI `.hdr`, the data of a detached NRRD header.
    package var companion: String?
    /// The name that the file came with, where `path` has lost it: some slides are known by their suffix only.
    package var name: String?

    /// `key`: what the file is known as; without it, the path.
    package init(path: String, key: String? = nil, companion: String? = nil, name: String? = nil) {
        self.path = path
        self.key = key ?? path
        self.companion = companion
        self.name = name
    }
}
