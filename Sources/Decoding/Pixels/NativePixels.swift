import Imaging

/// Pixels that no codec touched (PS3.5 §8.1.1).
struct NativePixels {
    private let bytes: DICOMBytes
    private let range: Range<Int>
    private let image: DICOMImage
    private let isBigEndian: Bool
    /// Whether bytes come in swapped pairs: single bytes written as words in big-endian order.
    private let isWordSwapped: Bool
    /// Whether two pixels share their colours: four bytes for two pixels (PS3.3 C.7.6.3.1.2 YBR_FULL_422).
    private let isHalved: Bool

    init(_ dataSet: DICOMDataSet, _ image: DICOMImage) throws(DICOMError) {
        guard let (tag, _) = DICOMImage.pixelTag(in: dataSet), let entry = dataSet.entry(tag) else {
            throw .unsupported("the file has no pixels")
        }
        bytes = dataSet.bytes
        range = entry.range
        self.image = image
        isBigEndian = entry.encoding.isBigEndian
        isWordSwapped = isBigEndian && image.bytesPerSample == 1 && image.bitsAllocated == 8 && entry.vr == .OW
        let whole = image.frameBytes * image.frames
        isHalved =
            image.photometric == "YBR_FULL_422" && image.samples == 3 && image.bitsAllocated == 8
            && entry.range.count < whole
        let needed = Self.bits(of: image, isHalved: isHalved) * image.frames
        guard entry.range.count * 8 >= needed else {
            throw .malformed(
                "the pixel data hold \(entry.range.count) bytes of \((needed + 7) / 8)", offset: entry.range.lowerBound)
        }
    }

    private static func bits(of image: DICOMImage, isHalved: Bool) -> Int {
        isHalved ? image.pixels * 16 : image.pixels * image.samples * image.bitsAllocated
    }

    func frame(_ index: Int) throws(DICOMError) -> [UInt8] {
        let bits = Self.bits(of: image, isHalved: isHalved)
        if image.bitsAllocated == 1 {
            // Frames of single bits begin where the one before ended, in the middle of a byte too.
            let first = index * bits
            return bytes.withBytes(range) { BitPlane.unpack($0, from: first, count: bits) }
        }
        let start = range.lowerBound + index * bits / 8
        var samples = copy(start..<start + bits / 8)
        if isBigEndian, image.bytesPerSample > 1 { Self.swap(&samples, image.bytesPerSample) }
        if isHalved { return Self.doubled(samples) }
        if image.isPlanar, image.samples > 1 {
            samples = Interleaving.interleave(samples, planes: image.samples, bytesPerSample: image.bytesPerSample)
        }
        clearUnusedBits(&samples)
        return samples
    }

    private func copy(_ part: Range<Int>) -> [UInt8] {
        guard isWordSwapped else { return bytes.copy(part) }
        return part.map { offset in
            let pair = range.lowerBound + ((offset - range.lowerBound) ^ 1)
            return pair < range.upperBound ? bytes[pair] : 0
        }
    }

    /// Bits above Bits Stored hold overlays or nothing (PS3.5 §8.1.1).
    private func clearUnusedBits(_ samples: inout [UInt8]) {
        guard image.content == .integers, image.bitsStored > 0, image.bitsStored < image.bitsAllocated else { return }
        UnusedBits.clear(
            &samples, bits: image.bitsStored, bytesPerSample: image.bytesPerSample, isSigned: image.isSigned)
    }

    private static func swap(_ samples: inout [UInt8], _ size: Int) {
        samples.withUnsafeMutableBytes { raw in
            for place in stride(from: 0, through: raw.count - size, by: size) {
                for (low, high) in zip(place..<place + size / 2, (place..<place + size).reversed()) {
                    let byte = raw[low]
                    raw[low] = raw[high]
                    raw[high] = byte
                }
            }
        }
    }

    /// Y₁ Y₂ Cb Cr becomes Y₁ Cb Cr Y₂ Cb Cr.
    private static func doubled(_ halves: [UInt8]) -> [UInt8] {
        let pairs = halves.count / 4
        return [UInt8](unsafeUninitializedCapacity: pairs * 6) { output, filled in
            halves.withUnsafeBufferPointer { input in
                for pair in 0..<pairs {
                    let (from, to) = (pair &* 4, pair &* 6)
                    output[to] = input[from]
                    output[to + 1] = input[from + 2]
                    output[to + 2] = input[from + 3]
                    output[to + 3] = input[from + 1]
                    output[to + 4] = input[from + 2]
                    output[to + 5] = input[from + 3]
                }
            }
            filled = pairs * 6
        }
    }
}
