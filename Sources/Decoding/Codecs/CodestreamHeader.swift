import Imaging

/// What a code stream says of itself, read before a codec sees a byte. The stream is asked and not the transfer syntax,
/// which is wrong often enough.
struct CodestreamHeader {
    enum Codec: Equatable {
        /// JPEG by libjpeg-turbo: DCT of 8 bits.
        case jpeg
        /// JPEG in Swift: lossless, and DCT of 12 bits.
        case jpegDeep
        case jpegLS
        case jpeg2000
    }

    var codec: Codec
    var columns: Int
    var rows: Int
    var samples: Int
    var bits: Int
    var isSigned: Bool
    /// Where the stream begins: junk stands before some.
    var start: Int
    /// Whether the stream itself says that its three colours are YCbCr.
    var isYBR = false

    init(_ bytes: [UInt8]) throws(DICOMError) {
        if let header = Self.jpeg2000(bytes) {
            self = header
        } else if let header = Self.jpeg(bytes) {
            self = header
        } else {
            throw .unsupported("a frame that begins with none of the code streams of DICOM")
        }
        guard columns > 0, rows > 0, samples > 0 else { throw .malformed("a code stream of \(columns) × \(rows)") }
    }

    private init(_ codec: Codec, _ columns: Int, _ rows: Int, _ samples: Int, _ bits: Int, start: Int) {
        self.codec = codec
        self.columns = columns
        self.rows = rows
        self.samples = samples
        self.bits = bits
        self.start = start
        isSigned = false
    }

    var bytesPerSample: Int { bits <= 8 ? 1 : bits <= 16 ? 2 : 4 }

    /// The SIZ segment (ISO/IEC 15444-1 §A.5.1) of a code stream, bare or in a JP2 file.
    private static func jpeg2000(_ bytes: [UInt8]) -> CodestreamHeader? {
        func number(_ offset: Int, _ size: Int) -> Int { bytes[offset..<offset + size].reduce(0) { $0 << 8 | Int($1) } }
        guard bytes.count > 46, bytes[0] == 0xFF && bytes[1] == 0x4F || bytes[0] == 0 && bytes[3] == 12 else {
            return nil
        }
        // The boxes of a JP2 file stand before the stream; 4 kB of them is far more than any has.
        for offset in 0..<min(bytes.count - 46, 4096) where bytes[offset] == 0xFF && number(offset, 4) == 0xFF4F_FF51 {
            var header = CodestreamHeader(
                .jpeg2000, number(offset + 8, 4) - number(offset + 16, 4),
                number(offset + 12, 4) - number(offset + 20, 4),
                number(offset + 40, 2), Int(bytes[offset + 42] & 0x7F) + 1, start: 0)
            header.isSigned = bytes[offset + 42] & 0x80 != 0
            return header
        }
        return nil
    }

    /// The frame header of a JPEG or JPEG-LS stream.
    private static func jpeg(_ bytes: [UInt8]) -> CodestreamHeader? {
        guard
            let start = (0..<max(0, min(bytes.count - 3, 64))).first(where: {
                bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD8 && bytes[$0 + 2] == 0xFF
            })
        else { return nil }
        var offset = start + 2
        var isYBR = false
        while offset + 10 <= bytes.count {
            let marker = bytes[offset + 1]
            if bytes[offset] != 0xFF || marker == 0xFF {
                offset += 1
                continue
            }
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF, 0xF7:
                let bits = Int(bytes[offset + 4])
                let codec: Codec =
                    marker == 0xF7 ? .jpegLS : marker <= 0xC2 && bits == 8 ? .jpeg : .jpegDeep
                var header = CodestreamHeader(
                    codec, Int(bytes[offset + 7]) << 8 | Int(bytes[offset + 8]),
                    Int(bytes[offset + 5]) << 8 | Int(bytes[offset + 6]), Int(bytes[offset + 9]), bits, start: start)
                header.isYBR = isYBR
                return header
            case 0xD8, 0x01, 0xD0...0xD7:
                offset += 2
                continue
            case 0xDA, 0xD9: return nil
            // The JFIF marker and Adobe's transform both say YCbCr.
            case 0xE0: isYBR = isYBR || bytes[offset + 4] == UInt8(ascii: "J")
            case 0xEE: isYBR = offset + 15 < bytes.count && bytes[offset + 15] == 1
            default: break
            }
            offset += 2 + (Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3]))
        }
        return nil
    }
}
