/// A frame in the wire form, packed with gzip, and what was learned on the way.
package struct EncodedFrame: Sendable, Equatable {
    /// `WireFrame` bytes under gzip: served as they are with `Content-Encoding: gzip`.
    package var bytes: [UInt8]
    /// The smallest and the largest sample on the wire, padding left out where the file names it.
    package var range: ClosedRange<Int>

    package init(bytes: [UInt8], range: ClosedRange<Int>) {
        self.bytes = bytes
        self.range = range
    }
}

/// The stored samples of a frame, little-endian, interleaved by pixel, without padding between rows.
package struct RawFrame: Sendable, Equatable {
    package var columns: Int
    package var rows: Int
    package var samples: Int
    /// Bits of one sample: 8, 16, 32 or 64.
    package var bits: Int
    package var isSigned: Bool
    package var isFloat: Bool
    package var bytes: [UInt8]

    package init(
        columns: Int, rows: Int, samples: Int, bits: Int, isSigned: Bool, isFloat: Bool, bytes: [UInt8]
    ) {
        self.columns = columns
        self.rows = rows
        self.samples = samples
        self.bits = bits
        self.isSigned = isSigned
        self.isFloat = isFloat
        self.bytes = bytes
    }
}

/// A picture that a browser shows as it is.
package struct EncodedImage: Sendable, Equatable {
    package var bytes: [UInt8]
    /// `image/jpeg` or `image/png`.
    package var mediaType: String

    package init(bytes: [UInt8], mediaType: String) {
        self.bytes = bytes
        self.mediaType = mediaType
    }
}
