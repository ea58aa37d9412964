import JSON
import Testing

@testable import Imaging

@Suite struct DICOMMutationTests {
    /// A file with everything that the parser treats apart.
    private func seed(_ encoding: DICOMEncoding) -> [UInt8] {
        var raw = RawDataSet(encoding)
        raw.text(.specificCharacterSet, .CS, "\\ISO 2022 IR 87")
        raw.text(.modality, .CS, "CT")
        raw.text(.patientName, .PN, "Doe^Jane")
        for _ in 0..<3 {
            raw.header(.contentSequence, .SQ, length: nil)
            raw.item(0xFFFE_E000, length: nil)
            raw.text(.numericValue, .DS, "1.5\\2\\x")
        }
        for _ in 0..<3 {
            raw.item(0xFFFE_E00D, length: 0)
            raw.item(0xFFFE_E0DD, length: 0)
        }
        raw.header(DICOMTag(0x0009_1010), .UN, length: nil)
        raw.item(0xFFFE_E0DD, length: 0)
        raw.short(.rows, 2)
        raw.short(.columns, 2)
        raw.header(.pixelData, .OB, length: nil)
        raw.item(0xFFFE_E000, length: 0)
        raw.item(0xFFFE_E000, length: 4)
        raw.append([1, 2, 3, 4])
        raw.item(0xFFFE_E0DD, length: 0)
        return raw.file(encoding.isBigEndian ? .explicitBig : encoding.isExplicit ? .rle : .implicitLittle)
    }

    /// Asks everything of a file that can be asked.
    private func exhaust(_ bytes: [UInt8]) {
        guard let file = try? DICOMFile(bytes) else { return }
        var writer = JSONWriter()
        DICOMJSON.write(file.dataSet, to: &writer, bulk: .inline(limit: 64))
        #expect((try? JSONValue(parsing: writer.bytes)) != nil)
        _ = try? DICOMImage(file.dataSet)
        for frames in [1, 2, 5] { _ = try? file.fragments?.frames(frames, in: file.dataSet.bytes) }
        for entry in file.dataSet.entries {
            _ = file.dataSet.integers(entry.tag)
            _ = file.dataSet.decimals(entry.tag)
            _ = file.dataSet.tags(entry.tag)
        }
    }

    @Test(arguments: [DICOMEncoding.explicitLittle, .implicitLittle, .explicitBig])
    func `no damage to a file stops the reader`(_ encoding: DICOMEncoding) {
        var mutator = Mutator(seed: 41)
        let seed = seed(encoding)
        for _ in 0..<4000 { exhaust(mutator.mutate(seed)) }
    }

    @Test func `every cut of a file is survived`() {
        let seed = seed(.explicitLittle)
        for length in seed.indices { exhaust(Array(seed.prefix(length))) }
    }

    @Test func `sizes beyond all measure are refused before they are multiplied`() throws {
        for (rows, frames) in [("9223372036854775807", "1"), ("4", "9223372036854775807"), ("70000", "2")] {
            var raw = RawDataSet(.explicitLittle)
            raw.text(.modality, .CS, "OT")
            raw.text(.numberOfFrames, .IS, frames)
            raw.text(.rows, .IS, rows)
            raw.text(.columns, .IS, rows)
            raw.short(.bitsAllocated, 8)
            raw.element(.pixelData, .OW, [0, 0])
            let file = try DICOMFile(raw.file(.explicitLittle))
            #expect(throws: DICOMError.self) { try DICOMImage(file.dataSet) }
        }
    }

    @Test func `an open length in the meta group is refused`() {
        var meta = RawDataSet(.explicitLittle)
        meta.header(DICOMTag(0x0002_0001), .OB, length: nil)
        let bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + meta.bytes
        #expect(throws: DICOMError.self) { try DICOMFile(bytes) }
    }
}
