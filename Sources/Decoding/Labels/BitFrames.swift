import Imaging

/// Runs of set bits in native frames of one bit a pixel, read a word at a time: most of a segmentation is empty, and unpacking it would
/// take most of the time.
struct BitFrames {
    private let bytes: DICOMBytes
    private let range: Range<Int>
    private let pixels: Int

    /// Nil where the pixels are coded, or are not single bits.
    init?(_ file: DICOMFile, _ image: DICOMImage) {
        guard file.fragments == nil, image.bitsAllocated == 1, image.samples == 1,
            let entry = file.dataSet.entry(.pixelData), !entry.encoding.isBigEndian
        else { return nil }
        let (bits, overflow) = image.pixels.multipliedReportingOverflow(by: image.frames)
        guard !overflow, entry.range.count * 8 >= bits else { return nil }
        bytes = file.dataSet.bytes
        range = entry.range
        pixels = image.pixels
    }

    /// Pairs of start and length in a frame.
    func runs(in frame: Int) -> [UInt32] {
        bytes.withBytes(range) { raw in Self.runs(raw, from: frame * pixels, count: pixels) }
    }

    static func runs(_ raw: UnsafeRawBufferPointer, from first: Int, count: Int) -> [UInt32] {
        var runs: [UInt32] = []
        var start = next(true, raw, first, 0, count)
        while start < count {
            let end = next(false, raw, first, start, count)
            runs.append(UInt32(start))
            runs.append(UInt32(end - start))
            start = next(true, raw, first, end, count)
        }
        return runs
    }

    /// The first pixel from `place` on whose bit is `wanted`, or `count`.
    private static func next(_ wanted: Bool, _ raw: UnsafeRawBufferPointer, _ first: Int, _ place: Int, _ count: Int)
        -> Int
    {
        var place = place
        while place < count {
            let bit = first + place
            let byte = bit >> 3
            var word: UInt64 = 0
            var valid = 64
            if byte + 8 <= raw.count {
                word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
            } else {
                let left = max(0, raw.count - byte)
                for index in 0..<left { word |= UInt64(raw[byte + index]) << UInt64(8 * index) }
                valid = left * 8
            }
            if !wanted { word = ~word }
            let skip = bit & 7
            word >>= UInt64(skip)
            valid -= skip
            guard valid > 0 else { return count }
            let zeros = word.trailingZeroBitCount
            if zeros < valid { return min(count, place + zeros) }
            place += valid
        }
        return count
    }
}
