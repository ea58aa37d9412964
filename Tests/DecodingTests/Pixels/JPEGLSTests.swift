import Imaging
import Testing

@testable import Decoding

@Suite struct JPEGLSTests {
    /// The example that ITU-T T.87 §H.3 works through, sample by sample.
    static let example: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xF7, 0x00, 0x0B, 0x08, 0x00, 0x04, 0x00, 0x04, 0x01, 0x01, 0x11, 0x00, 0xFF, 0xDA, 0x00,
        0x08,
        0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x6C, 0x80, 0x20, 0x8E, 0x01, 0xC0, 0x00, 0x00, 0x57,
        0x40,
        0x00, 0x00, 0x6E, 0xE6, 0x00, 0x00, 0x01, 0xBC, 0x18, 0x00, 0x00, 0x05, 0xD8, 0x00, 0x00, 0x91, 0x60, 0xFF,
        0xD9,
    ]

    @Test func `the standard's example comes out`() throws {
        var decoder = JPEGLSDecoder(Self.example)
        let image = try decoder.decode()
        #expect(image.bytes == [0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145])
    }

    @Test func `thresholds are those of the standard's table`() throws {
        // T.87 table C.3 and §C.2.4.1.1.1.
        let byte = try #require(JPEGLSParameters(precision: 8, near: 0, .init()))
        #expect(byte.thresholds == (3, 7, 21) && byte.limit == 32 && byte.range == 256 && byte.errorBits == 8)
        let word = try #require(JPEGLSParameters(precision: 12, near: 0, .init()))
        #expect(word.thresholds == (18, 67, 276) && word.limit == 48)
        let near = try #require(JPEGLSParameters(precision: 8, near: 3, .init()))
        #expect(near.thresholds == (12, 22, 42) && near.range == 38)
        #expect(JPEGLSParameters(precision: 8, near: 200, .init()) == nil)
        #expect(JPEGLSParameters(precision: 17, near: 0, .init()) == nil)
    }

    @Test func `a stream of kilobytes that claims millions of samples is refused at its first missing line`() {
        var stream = Self.example
        stream.replaceSubrange(7..<11, with: [0x3A, 0x98, 0x3A, 0x98])
        let start = ContinuousClock.now
        #expect(throws: DICOMError.self) {
            var decoder = JPEGLSDecoder(stream)
            _ = try decoder.decode()
        }
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func `damaged streams are refused or decoded, never more`() {
        var mutator = ByteMutator(seed: 31)
        for _ in 0..<6000 {
            let stream = mutator.mutate(Self.example)
            guard let header = try? CodestreamHeader(stream), header.columns * header.rows < 1 << 16 else { continue }
            var decoder = JPEGLSDecoder(stream)
            _ = try? decoder.decode()
        }
    }
}
