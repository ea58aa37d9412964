/// A picture format browsers show.
package enum RasterFormat: String, Sendable, CaseIterable {
    case png, jpeg, webp, gif

    package var contentType: String { "image/" + rawValue }

    /// How many bytes are needed to tell.
    package static let signatureBytes = 12

    /// The format a file begins like; nil if none of them.
    package init?(beginning bytes: some Collection<UInt8>) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
            self = .gif
        } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }
}
