import CCodecs
import Imaging

/// The codecs, each behind a check of what the stream says against what the caller expects.
enum Codec {
    /// Decodes a frame's code stream. `reduce` leaves out that many of the finest resolutions of JPEG 2000; other codecs
    /// have no use for it.
    static func decode(
        _ bytes: [UInt8], _ header: CodestreamHeader, reduce: Int = 0
    ) throws(DICOMError) -> CodedImage {
        switch header.codec {
        case .jpegDeep:
            var decoder = JPEGDecoder(header.start == 0 ? bytes : Array(bytes[header.start...]))
            return try decoder.decode()
        case .jpeg: return try run("JPEG", bytes, header, codec_jpeg_decode)
        case .jpegLS:
            var decoder = JPEGLSDecoder(header.start == 0 ? bytes : Array(bytes[header.start...]))
            return try decoder.decode()
        case .jpeg2000:
            return try run("JPEG 2000", bytes, header) { bytes, count, out, capacity, result in
                codec_jpeg2000_decode(bytes, count, UInt32(reduce), out, capacity, result)
            }
        }
    }

    private typealias Door = (
        UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?, Int, UnsafeMutablePointer<codec_result>?
    ) -> Int32

    private static func run(
        _ name: String, _ bytes: [UInt8], _ header: CodestreamHeader, _ door: Door
    ) throws(DICOMError) -> CodedImage {
        let capacity = header.columns * header.rows * header.samples * header.bytesPerSample
        var result = codec_result()
        var code: Int32 = -1
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, filled in
            code = bytes.withUnsafeBufferPointer { input in
                let start = input.baseAddress.map { $0 + header.start }
                return door(start, input.count - header.start, output.baseAddress, capacity, &result)
            }
            filled = code == 0 ? min(capacity, result.size) : 0
        }
        guard code == 0 else {
            let words = withUnsafeBytes(of: result.error) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw .malformed("\(name): \(words.isEmpty ? "not decoded" : words)")
        }
        return CodedImage(
            columns: Int(result.width), rows: Int(result.height), samples: Int(result.components),
            bits: Int(result.bits), bytesPerSample: Int(result.bytes_per_sample), isSigned: result.is_signed != 0,
            bytes: output)
    }
}
