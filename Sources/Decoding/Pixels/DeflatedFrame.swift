import CCodecs
import Imaging

/// A frame that is one DEFLATE stream (PS3.5 §8.2.16).
enum DeflatedFrame {
    static func decode(_ code: [UInt8], _ image: DICOMImage) throws(DICOMError) -> [UInt8] {
        let isBits = image.bitsAllocated == 1
        let needed = isBits ? (image.pixels * image.samples + 7) / 8 : image.frameBytes
        // Frames may be padded to an even length before they are packed.
        let capacity = needed + 16
        var written = 0
        var answer: Int32 = -1
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, filled in
            answer = codec_inflate(code, code.count, output.baseAddress, capacity, &written)
            filled = answer == 0 ? min(written, capacity) : 0
        }
        guard answer == 0, output.count >= needed else { throw .malformed("a deflated frame is damaged or too short") }
        if isBits {
            return output.withUnsafeBytes { BitPlane.unpack($0, from: 0, count: image.pixels * image.samples) }
        }
        return Array(output.prefix(needed))
    }
}
