import Imaging

/// A frame in run-length encoding (PS3.5 annex G): a segment for each byte of each sample.
enum RLEFrame {
    static func decode(_ code: [UInt8], _ image: DICOMImage) throws(DICOMError) -> [UInt8] {
        guard code.count >= 64 else { throw .malformed("an RLE frame without its header") }
        func number(_ index: Int) -> Int { (0..<4).reduce(0) { $0 | Int(code[index * 4 + $1]) << (8 * $1) } }
        let isBits = image.bitsAllocated == 1
        let size = image.bytesPerSample
        let plane = isBits ? (image.pixels + 7) / 8 : image.pixels
        let segments = number(0)
        guard segments == image.samples * size, segments <= 15 else {
            throw .malformed("\(segments) RLE segments for samples of \(image.samples) × \(size) bytes")
        }
        var output = [UInt8](repeating: 0, count: plane * segments)
        for segment in 0..<segments {
            let start = number(1 + segment)
            let end = segment + 1 < segments ? number(2 + segment) : code.count
            guard start >= 64, start <= end, end <= code.count else { throw .malformed("the table of an RLE frame") }
            // The first segment of a sample is its highest byte.
            let place = segment / size * size + size - 1 - segment % size
            guard unpack(code, start..<end, into: &output, from: place, step: segments, count: plane) else {
                throw .malformed("RLE segment \(segment + 1) of \(segments) ends early")
            }
        }
        guard isBits else { return output }
        return output.withUnsafeBytes { BitPlane.unpack($0, from: 0, count: image.pixels * image.samples) }
    }

    /// Fills every `step`th byte; answers false if the segment holds fewer than `count`.
    private static func unpack(
        _ code: [UInt8], _ range: Range<Int>, into output: inout [UInt8], from start: Int, step: Int, count: Int
    ) -> Bool {
        code.withUnsafeBufferPointer { code in
            output.withUnsafeMutableBufferPointer { output in
                var index = range.lowerBound
                var place = start
                var left = count
                while left > 0, index < range.upperBound {
                    let head = code[index]
                    index += 1
                    if head < 128 {
                        let run = min(Int(head) + 1, left, range.upperBound - index)
                        for offset in 0..<run {
                            output[place] = code[index + offset]
                            place += step
                        }
                        index += Int(head) + 1
                        left -= run
                    } else if head > 128, index < range.upperBound {
                        let run = min(257 - Int(head), left)
                        let value = code[index]
                        for _ in 0..<run {
                            output[place] = value
                            place += step
                        }
                        index += 1
                        left -= run
                    }
                }
                return left == 0
            }
        }
    }
}
