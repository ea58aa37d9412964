/// A picture file that is not what it says, and the place where that shows.
package struct RasterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Sendable, Equatable {
        /// Not a PNG, JPEG, WebP or GIF file.
        case unknownFormat
        /// The file ends too early.
        case truncated
        /// The header says something the format does not allow.
        case badHeader(String)
        /// More pixels than allowed.
        case tooManyPixels(width: Int, height: Int, limit: Int)
        /// A part of the file was changed after it was written.
        case badChecksum(String)
        /// The packed pixel data cannot be unpacked.
        case badCompression
        /// The header promises another amount of pixel data than there is.
        case pixelData(found: Int, promised: Int)
        /// The parts of the file do not fit together.
        case badStructure(String)
    }

    /// Zero-based offset in bytes.
    package var offset: Int
    package var reason: Reason

    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    package var description: String {
        let what =
            switch reason {
            case .unknownFormat: "this is not a PNG, JPEG, WebP or GIF file"
            case .truncated: "the file ends too early"
            case .badHeader(let why): "the header is wrong: \(why)"
            case .tooManyPixels(let width, let height, let limit):
                "the image says it has \(width) × \(height) pixels, more than the \(limit) allowed"
            case .badChecksum(let part): "the checksum of \(part) does not fit: the file is damaged"
            case .badCompression: "the packed pixel data cannot be unpacked"
            case .pixelData(let found, let promised) where found > promised:
                "there is more pixel data than the \(promised) bytes the header promises"
            case .pixelData(let found, let promised):
                "the header promises \(promised) bytes of pixel data, but there are \(found)"
            case .badStructure(let why): why
            }
        return "byte \(offset): \(what)"
    }
}
