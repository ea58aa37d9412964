/// What a file that people brought may be served as, told by its first bytes, never by its name or by what it claims.
struct MediaKind: Equatable {
    let contentType: String
    /// Whether a browser may show it in place; anything else is a download.
    let isInline: Bool

    static let unknown = MediaKind(contentType: "application/octet-stream", isInline: false)

    private static let signatures: [(offset: Int, bytes: [UInt8], type: String)] = [
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, Array("GIF8".utf8), "image/gif"),
        (8, Array("WEBP".utf8), "image/webp"),
        (0, Array("%PDF-".utf8), "application/pdf"),
        (8, Array("WAVE".utf8), "audio/wav"),
        (0, Array("ID3".utf8), "audio/mpeg"),
        (0, [0xFF, 0xFB], "audio/mpeg"),
        (0, Array("fLaC".utf8), "audio/flac"),
        (0, Array("OggS".utf8), "audio/ogg"),
        (4, Array("ftyp".utf8), "video/mp4"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
    ]

    /// - Parameter head: the first bytes of the file, some hundred.
    init(head: [UInt8]) {
        for (offset, bytes, type) in Self.signatures where head.dropFirst(offset).starts(with: bytes) {
            self.init(contentType: type, isInline: true)
            return
        }
        // Text is shown as text whatever markup it holds.
        let isText = !head.isEmpty && !head.contains { $0 < 0x09 || (0x0E...0x1F).contains($0) }
        self = isText ? MediaKind(contentType: "text/plain; charset=utf-8", isInline: true) : .unknown
    }

    private init(contentType: String, isInline: Bool) {
        self.contentType = contentType
        self.isInline = isInline
    }
}
