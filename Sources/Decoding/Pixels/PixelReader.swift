package import Imaging

/// Reads the frames of a DICOM file, one at a time.
///
/// What comes out is what the reference reader calls raw: bits above Bits Stored are no part of a sample, samples of one
/// pixel are side by side, and colours are as coded.
package struct PixelReader: Sendable {
    package let file: DICOMFile
    package let image: DICOMImage
    /// The fragments of each frame; nil for native pixels.
    private let frames: [[Range<Int>]]?
    private let native: NativePixels?

    package init(_ file: DICOMFile) throws(DICOMError) {
        self.file = file
        let image = try DICOMImage(file.dataSet)
        self.image = image
        if let fragments = file.fragments {
            let bytes = file.dataSet.bytes
            frames = try fragments.frames(image.frames, extendedTable: Self.extendedTable(file.dataSet), in: bytes)
            native = nil
        } else {
            frames = nil
            native = try NativePixels(file.dataSet, image)
        }
    }

    /// The Extended Offset Table (PS3.3 C.7.6.3.1.8).
    private static func extendedTable(_ dataSet: DICOMDataSet) -> [Int] {
        dataSet.entry(.extendedOffsetTable).flatMap { dataSet.numbers(of: $0) }?.map(\.integer) ?? []
    }

    /// A frame by its number from 0. `reduce` asks for a smaller picture, each step half as wide and high; only JPEG 2000
    /// can give it, other frames come as they are.
    package func frame(_ index: Int, reduce: Int = 0) throws(DICOMError) -> StoredFrame {
        guard index >= 0, index < image.frames else {
            throw .malformed("frame \(index + 1) of \(image.frames) was asked for")
        }
        if let native { return stored(try native.frame(index), image.columns, image.rows, isYBR: isPhotometricYBR) }
        guard let frames else { throw .unsupported("the file has no pixels") }
        let code = joined(frames[index])
        switch file.transferSyntax {
        case .rle:
            var bytes = try RLEFrame.decode(code, image)
            correct(&bytes)
            return stored(bytes, image.columns, image.rows, isYBR: isPhotometricYBR)
        case .deflatedFrames:
            var bytes = try DeflatedFrame.decode(code, image)
            correct(&bytes)
            return stored(bytes, image.columns, image.rows, isYBR: isPhotometricYBR)
        default: return try coded(code, reduce: reduce)
        }
    }

    private var isPhotometricYBR: Bool { image.photometric.hasPrefix("YBR_FULL") }

    private func joined(_ ranges: [Range<Int>]) -> [UInt8] {
        var code: [UInt8] = []
        code.reserveCapacity(ranges.reduce(0) { $0 + $1.count })
        for range in ranges { file.dataSet.bytes.withBytes(range) { code.append(contentsOf: $0) } }
        return code
    }

    private func correct(_ bytes: inout [UInt8]) {
        guard image.content == .integers, image.bitsStored > 0, image.bitsStored < image.bitsAllocated else { return }
        UnusedBits.clear(
            &bytes, bits: image.bitsStored, bytesPerSample: image.bytesPerSample, isSigned: image.isSigned)
    }

    private func stored(
        _ bytes: [UInt8], _ columns: Int, _ rows: Int, bytesPerSample: Int? = nil, isYBR: Bool
    ) -> StoredFrame {
        StoredFrame(
            columns: columns, rows: rows, samples: image.samples,
            bytesPerSample: bytesPerSample ?? image.bytesPerSample, bitsStored: image.bitsStored,
            isSigned: image.isSigned, isFloat: image.content != .integers, isYBR: isYBR, bytes: bytes)
    }

    /// A frame that a codec wrote.
    private func coded(_ code: [UInt8], reduce: Int) throws(DICOMError) -> StoredFrame {
        let header = try CodestreamHeader(code)
        // Some writers count padding lines; a width that differs is another picture.
        guard header.columns == image.columns, header.rows >= image.rows, header.rows <= image.rows + 16,
            header.samples == image.samples
        else {
            throw .malformed(
                "the code stream holds \(header.columns) × \(header.rows) × \(header.samples) samples, the file says "
                    + "\(image.columns) × \(image.rows) × \(image.samples)")
        }
        let isReduced = reduce > 0 && header.codec == .jpeg2000
        let coded = try Codec.decode(code, header, reduce: reduce)
        guard coded.samples == image.samples,
            isReduced || coded.columns == image.columns && coded.rows >= image.rows
        else { throw .malformed("the code stream holds another picture than its header said") }
        var bytes = coded.bytes
        let rows = isReduced ? coded.rows : image.rows
        if rows < coded.rows {
            bytes.removeLast(bytes.count - coded.columns * rows * coded.samples * coded.bytesPerSample)
        }
        // Single bits come out of codecs as bytes already.
        let wanted = max(image.bitsAllocated == 1 ? 1 : image.bytesPerSample, coded.bytesPerSample)
        if coded.bytesPerSample < wanted {
            bytes = Widening.widen(bytes, from: coded.bytesPerSample, to: wanted, isSigned: image.isSigned)
        }
        correct(&bytes, coded, header.codec, bytesPerSample: wanted)
        let isYBR = header.codec == .jpeg2000 ? image.photometric == "YBR_FULL" : isPhotometricYBR || header.isYBR
        return stored(bytes, coded.columns, rows, bytesPerSample: wanted, isYBR: isYBR && image.samples == 3)
    }

    /// Bits above the precision: JPEG 2000 knows signs and may disagree with the file, JPEG-LS knows none (PS3.5 §8.2.3
    /// and §8.2.4), and what other codecs leave there is noise.
    private func correct(
        _ bytes: inout [UInt8], _ coded: CodedImage, _ codec: CodestreamHeader.Codec, bytesPerSample: Int
    ) {
        let bits: Int
        switch codec {
        case .jpeg2000 where image.samples == 1:
            guard coded.isSigned != image.isSigned else { return }
            bits = coded.bits
        case .jpegLS where image.isSigned: bits = coded.bits
        default:
            guard image.bitsStored < image.bitsAllocated else { return }
            bits = image.bitsStored
        }
        guard bits > 0, bits < bytesPerSample * 8 else { return }
        UnusedBits.clear(&bytes, bits: bits, bytesPerSample: bytesPerSample, isSigned: image.isSigned)
    }
}
