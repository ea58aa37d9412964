/// Reads a whole picture file as a stream and refuses one that lies about itself. Nothing is decoded into memory.
///
///     var check = RasterCheck()
///     for try await chunk in file { try check.feed(chunk) }
///     let header = try check.finish()
package struct RasterCheck: Sendable {
    private enum Reader: Sendable {
        case unknown([UInt8])
        case png(PNGCheck)
        case jpeg(JPEGCheck)
        case webp(WebPCheck)
        case gif(GIFCheck)
    }

    private let limits: RasterLimits
    /// Stop reading once the header is known.
    private let headerOnly: Bool
    private var reader = Reader.unknown([])
    /// How many bytes came.
    private var count = 0

    package init(limits: RasterLimits = RasterLimits()) { self.init(limits: limits, headerOnly: false) }

    init(limits: RasterLimits, headerOnly: Bool) {
        self.limits = limits
        self.headerOnly = headerOnly
    }

    /// What the file says about itself, once it has said it.
    package var header: RasterHeader? {
        switch reader {
        case .unknown: nil
        case .png(let check): check.header
        case .jpeg(let check): check.header
        case .webp(let check): check.header
        case .gif(let check): check.header
        }
    }

    /// Whether the format is known, or may become so with more bytes.
    var isKnown: Bool {
        if case .unknown(let bytes) = reader { bytes.count < RasterFormat.signatureBytes } else { true }
    }

    package mutating func feed(_ chunk: ArraySlice<UInt8>) throws(RasterError) {
        count += chunk.count
        if case .unknown(let before) = reader {
            let bytes = before + chunk
            guard bytes.count >= RasterFormat.signatureBytes else {
                reader = .unknown(bytes)
                return
            }
            switch RasterFormat(beginning: bytes) {
            case .png: reader = .png(PNGCheck(limits, headerOnly: headerOnly))
            case .jpeg: reader = .jpeg(JPEGCheck(limits, headerOnly: headerOnly))
            case .webp: reader = .webp(WebPCheck(limits))
            case .gif: reader = .gif(GIFCheck(limits))
            case nil: throw RasterError(offset: 0, reason: .unknownFormat)
            }
            return try pass(bytes[...])
        }
        try pass(chunk)
    }

    /// Takes a chunk of any kind.
    package mutating func feed(_ chunk: [UInt8]) throws(RasterError) { try feed(chunk[...]) }

    private mutating func pass(_ bytes: ArraySlice<UInt8>) throws(RasterError) {
        if headerOnly, header != nil { return }
        // The reader is taken out while it works, so that its buffers are changed in place and not copied.
        let present = reader
        reader = .unknown([])
        switch present {
        case .unknown: break
        case .png(var check):
            try check.feed(bytes)
            reader = .png(check)
        case .jpeg(var check):
            try check.feed(bytes)
            reader = .jpeg(check)
        case .webp(var check):
            try check.feed(bytes)
            reader = .webp(check)
        case .gif(var check):
            try check.feed(bytes)
            reader = .gif(check)
        }
    }

    /// Ends the file; answers its header if all of it was sound.
    package func finish() throws(RasterError) -> RasterHeader {
        switch reader {
        case .unknown: throw RasterError(offset: count, reason: count == 0 ? .truncated : .unknownFormat)
        case .png(let check): try check.finish()
        case .jpeg(let check): try check.finish()
        case .webp(let check): try check.finish()
        case .gif(let check): try check.finish()
        }
    }
}
