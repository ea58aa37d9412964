import Imaging
import Testing

@testable import Decoding

/// The rules of pixel data that real files taught.
@Suite struct PixelReaderTests {
    /// A file with pixels: `bytes` native, or the fragments of `frames`.
    private func file(
        _ elements: [(DICOMTag, DICOMValue)], syntax: DICOMTransferSyntax = .explicitLittle, vr: DICOMVR = .OW,
        native: [UInt8]? = nil, frames: [[UInt8]] = []
    ) throws -> PixelReader {
        var item = DICOMItem()
        item[.sopClassUID] = "1.2"
        item[.sopInstanceUID] = "1.3"
        item[.bitsAllocated] = 8
        item[.samplesPerPixel] = 1
        for (tag, value) in elements { item[tag] = value }
        var bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        var meta = DICOMItem()
        meta[.transferSyntaxUID] = .text(syntax.uid)
        bytes += try DICOMWriter.dataSet(meta)
        bytes += try DICOMWriter.dataSet(item)
        func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        bytes += [0xE0, 0x7F, 0x10, 0x00] + Array(vr.rawValue.utf8) + [0, 0]
        if let native {
            bytes += number(native.count) + native
        } else {
            bytes += [0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0]
            for frame in frames { bytes += [0xFE, 0xFF, 0x00, 0xE0] + number(frame.count) + frame }
            bytes += [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]
        }
        return try PixelReader(DICOMFile(bytes))
    }

    private func words(_ bytes: [UInt8]) -> [UInt16] {
        stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
    }

    @Test func `frames of single bits begin in the middle of a byte`() throws {
        // Three frames of 3 × 1 bits: 101, 010, 111, from the lowest bit up.
        let reader = try file(
            [(.rows, 1), (.columns, 3), (.bitsAllocated, 1), (.bitsStored, 1), (.numberOfFrames, 3)],
            native: [0b1101_0101, 0b0000_0001])
        #expect(try (0..<3).map { try reader.frame($0).bytes } == [[1, 0, 1], [0, 1, 0], [1, 1, 1]])
    }

    @Test func `long runs of bits unpack like short ones`() throws {
        let bytes: [UInt8] = (0..<40).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        for first in 0..<9 {
            let unpacked = bytes.withUnsafeBytes { BitPlane.unpack($0, from: first, count: 300) }
            #expect(unpacked == (first..<first + 300).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 })
        }
    }

    @Test func `bits above Bits Stored are no part of a sample`() throws {
        let shape: [(DICOMTag, DICOMValue)] = [(.rows, 1), (.columns, 2), (.bitsAllocated, 16), (.bitsStored, 12)]
        let pixels: [UInt8] = [0xFF, 0xF7, 0x00, 0x18]
        let unsigned = try file(shape + [(.pixelRepresentation, 0)], native: pixels)
        #expect(words(try unsigned.frame(0).bytes) == [0x07FF, 0x0800])
        let signed = try file(shape + [(.pixelRepresentation, 1)], native: pixels)
        #expect(words(try signed.frame(0).bytes) == [0x07FF, 0xF800])
    }

    @Test(arguments: [1, 2, 4])
    func `planes are laid side by side`(_ size: Int) throws {
        let planes = (0..<3 * 4 * size).map { UInt8($0) }
        let reader = try file(
            [
                (.rows, 2), (.columns, 2), (.samplesPerPixel, 3), (.planarConfiguration, 1),
                (.bitsAllocated, .integer(size * 8)), (.bitsStored, .integer(size * 8)),
                (.photometricInterpretation, "RGB"),
            ], native: planes)
        let expected = (0..<4).flatMap { pixel in
            (0..<3).flatMap { plane in (0..<size).map { UInt8((plane * 4 + pixel) * size + $0) } }
        }
        #expect(try reader.frame(0).bytes == expected)
    }

    @Test func `two pixels may share their colours`() throws {
        let reader = try file(
            [
                (.rows, 1), (.columns, 2), (.samplesPerPixel, 3), (.bitsStored, 8),
                (.photometricInterpretation, "YBR_FULL_422"),
            ], native: [10, 20, 30, 40])
        let frame = try reader.frame(0)
        #expect(frame.bytes == [10, 30, 40, 20, 30, 40])
        #expect(frame.isYBR)
    }

    @Test func `pixels that are missing are an error, not black`() {
        #expect(throws: DICOMError.self) {
            try file([(.rows, 2), (.columns, 2), (.bitsStored, 8)], native: [1, 2])
        }
    }

    /// A run-length frame of literal runs.
    private func runs(_ segments: [[UInt8]]) -> [UInt8] {
        var body: [UInt8] = []
        var offsets: [Int] = []
        for segment in segments {
            offsets.append(64 + body.count)
            body += [UInt8(segment.count - 1)] + segment
            if body.count & 1 == 1 { body.append(128) }
        }
        let table = [segments.count] + offsets + [Int](repeating: 0, count: 15 - offsets.count)
        return table.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } } + body
    }

    @Test func `run-length frames hold the high bytes first`() throws {
        let shape: [(DICOMTag, DICOMValue)] = [(.rows, 1), (.columns, 3), (.bitsAllocated, 16), (.bitsStored, 16)]
        let reader = try file(shape, syntax: .rle, vr: .OB, frames: [runs([[1, 2, 3], [4, 5, 6]])])
        #expect(words(try reader.frame(0).bytes) == [0x0104, 0x0205, 0x0306])
        let short = try file(shape, syntax: .rle, vr: .OB, frames: [runs([[1, 2], [4, 5, 6]])])
        #expect(throws: DICOMError.self) { try short.frame(0) }
        let few = try file(shape, syntax: .rle, vr: .OB, frames: [runs([[1, 2, 3]])])
        #expect(throws: DICOMError.self) { try few.frame(0) }
    }

    @Test func `a code stream of another size than the file's never reaches a codec`() throws {
        let stream = JPEGLosslessTests.stream(
            [[Int](repeating: 5, count: 64)], columns: 8, precision: 8, predictor: 1)
        let right = try file(
            [(.rows, 8), (.columns, 8), (.bitsStored, 8)], syntax: .jpegLossless, vr: .OB, frames: [stream])
        #expect(try right.frame(0).bytes == [UInt8](repeating: 5, count: 64))
        let wrong = try file(
            [(.rows, 8), (.columns, 4), (.bitsStored, 8)], syntax: .jpegLossless, vr: .OB, frames: [stream])
        #expect(throws: DICOMError.self) { try wrong.frame(0) }
    }

    @Test func `the stream is asked what it is, not the transfer syntax`() throws {
        let stream = JPEGLosslessTests.stream(
            [[Int](repeating: 300, count: 16)], columns: 4, precision: 12, predictor: 1)
        let reader = try file(
            [(.rows, 4), (.columns, 4), (.bitsAllocated, 16), (.bitsStored, 12)], syntax: .jpeg2000, vr: .OB,
            frames: [[0, 0] + stream])
        #expect(words(try reader.frame(0).bytes) == [UInt16](repeating: 300, count: 16))
    }

    @Test func `samples coded in fewer bytes are widened with their sign`() {
        #expect(Widening.widen([0xFE, 1], from: 1, to: 2, isSigned: true) == [0xFE, 0xFF, 1, 0])
        #expect(Widening.widen([0xFE, 1], from: 1, to: 2, isSigned: false) == [0xFE, 0, 1, 0])
    }

    @Test func `damaged files are refused or decoded, never more`() throws {
        var mutator = ByteMutator(seed: 23)
        let shape: [(DICOMTag, DICOMValue)] = [(.rows, 1), (.columns, 3), (.bitsAllocated, 16), (.bitsStored, 12)]
        let frame = runs([[1, 2, 3], [4, 5, 6]])
        for _ in 0..<2000 {
            guard let reader = try? file(shape, syntax: .rle, vr: .OB, frames: [mutator.mutate(frame)]) else {
                continue
            }
            _ = try? reader.frame(0)
        }
        let whole = try file(shape, syntax: .rle, vr: .OB, frames: [frame]).file.dataSet.bytes
        let seed = whole.copy(0..<whole.count)
        for _ in 0..<4000 {
            guard let reader = try? PixelReader(DICOMFile(mutator.mutate(seed))) else { continue }
            guard reader.image.frameBytes < 1 << 20 else { continue }
            for index in 0..<min(3, reader.image.frames) { _ = try? reader.frame(index) }
        }
    }
}
