/// What the first bytes of a picture say about it.
package struct RasterHeader: Sendable, Equatable {
    package var format: RasterFormat
    /// Pixels, as stored.
    package var width: Int
    package var height: Int
    /// How the stored rows lie: 1 as they are, 2…8 mirrored or turned (EXIF 2.3, tag 0x0112). Only JPEG files say it.
    package var orientation = 1

    /// The size as it is shown, with the orientation applied.
    package var shownSize: (width: Int, height: Int) { orientation >= 5 ? (height, width) : (width, height) }

    init(_ format: RasterFormat, width: Int, height: Int, orientation: Int = 1) {
        self.format = format
        self.width = width
        self.height = height
        self.orientation = orientation
    }

    /// Reads the header out of a file or its beginning. ``RasterError/Reason/truncated`` means that more is needed.
    package init(reading bytes: [UInt8], limits: RasterLimits = RasterLimits()) throws(RasterError) {
        var check = RasterCheck(limits: limits, headerOnly: true)
        try check.feed(bytes[...])
        guard let header = check.header else {
            throw RasterError(offset: bytes.count, reason: check.isKnown ? .truncated : .unknownFormat)
        }
        self = header
    }
}
