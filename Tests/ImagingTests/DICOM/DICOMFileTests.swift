import Testing

@testable import Imaging

@Suite struct DICOMFileTests {
    /// A data set with a text, numbers and a sequence within a sequence, all lengths open.
    private func sample(_ encoding: DICOMEncoding) -> RawDataSet {
        var raw = RawDataSet(encoding)
        raw.text(.modality, .CS, "CT")
        raw.text(.patientName, .PN, "Doe^Jane")
        raw.header(.referencedSeriesSequence, .SQ, length: nil)
        raw.item(0xFFFE_E000, length: nil)
        raw.header(.referencedInstanceSequence, .SQ, length: nil)
        raw.item(0xFFFE_E000, length: nil)
        raw.text(.referencedSOPInstanceUID, .UI, "1.2.3")
        raw.item(0xFFFE_E00D, length: 0)
        raw.item(0xFFFE_E0DD, length: 0)
        raw.text(.seriesInstanceUID, .UI, "1.2")
        raw.item(0xFFFE_E00D, length: 0)
        raw.item(0xFFFE_E0DD, length: 0)
        raw.short(.rows, 300)
        raw.text(.rescaleSlope, .DS, " 1.50 ")
        return raw
    }

    private func check(_ file: DICOMFile) {
        #expect(file.problem == nil)
        #expect(file.dataSet.text(.modality) == "CT")
        #expect(file.dataSet.text(.patientName) == "Doe^Jane")
        #expect(file.dataSet.integer(.rows) == 300)
        #expect(file.dataSet.decimal(.rescaleSlope) == 1.5)
        let series = file.dataSet.item(.referencedSeriesSequence)
        #expect(series?.text(.seriesInstanceUID) == "1.2")
        #expect(series?.item(.referencedInstanceSequence)?.text(.referencedSOPInstanceUID) == "1.2.3")
    }

    @Test(arguments: [
        (DICOMTransferSyntax.implicitLittle, DICOMEncoding.implicitLittle),
        (.explicitLittle, .explicitLittle), (.explicitBig, .explicitBig),
    ])
    func `every encoding reads the same`(_ syntax: DICOMTransferSyntax, _ encoding: DICOMEncoding) throws {
        check(try DICOMFile(sample(encoding).file(syntax)))
    }

    @Test(arguments: [DICOMEncoding.implicitLittle, .explicitLittle, .explicitBig])
    func `a bare data set is read, and one whose meta group is wrong`(_ encoding: DICOMEncoding) throws {
        check(try DICOMFile(sample(encoding).bytes))
        check(try DICOMFile(sample(encoding).file(nil)))
        check(try DICOMFile(sample(encoding).file(.implicitLittle)))
        check(try DICOMFile(sample(encoding).file(.explicitLittle)))
    }

    @Test func `a deflated data set is read`() throws {
        let plain = sample(.explicitLittle).bytes
        // One stored block (RFC 1951 §3.2.4) and the byte that pads it.
        let length = [UInt8(plain.count & 255), UInt8(plain.count >> 8)]
        let stream = [1] + length + length.map { ~$0 } + plain + [0]
        var raw = RawDataSet(.explicitLittle)
        raw.append(stream)
        check(try DICOMFile(raw.file(.deflated)))
    }

    @Test func `what is no DICOM file is refused`() {
        #expect(throws: DICOMError.notDICOM) { try DICOMFile(Array("%PDF-1.7 and so on".utf8)) }
        #expect(throws: DICOMError.notDICOM) { try DICOMFile([]) }
        #expect(throws: DICOMError.self) { try DICOMFile(path: "/nowhere/at/all") }
    }

    @Test func `a cut file gives what comes before the cut, and says where`() throws {
        var raw = sample(.explicitLittle)
        let place = raw.file(.explicitLittle).count
        raw.text(.seriesDescription, .LO, "cut here")
        let bytes = raw.file(.explicitLittle).dropLast(3)
        let file = try DICOMFile(Array(bytes))
        #expect(file.dataSet.integer(.rows) == 300)
        #expect(file.problem == .truncated(offset: place))
    }

    @Test func `junk behind the data set does no harm`() throws {
        var raw = sample(.explicitLittle)
        raw.append([0xFF, 0xFF, 0xFF, 0xFF, 0x41, 0x41, 0xFF, 0x7F, 1, 2, 3])
        #expect(try DICOMFile(raw.file(.explicitLittle)).dataSet.integer(.rows) == 300)
    }

    @Test func `sequences nest to a limit and no further`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            var raw = RawDataSet(.explicitLittle)
            raw.text(.modality, .CS, "SR")
            raw.text(.seriesInstanceUID, .UI, "1.2")
            for _ in 0..<depth {
                raw.header(.contentSequence, .SQ, length: nil)
                raw.item(0xFFFE_E000, length: nil)
            }
            for _ in 0..<depth {
                raw.item(0xFFFE_E00D, length: 0)
                raw.item(0xFFFE_E0DD, length: 0)
            }
            return raw.file(.explicitLittle)
        }
        #expect(try DICOMFile(nested(20)).problem == nil)
        #expect(try DICOMFile(nested(2000)).problem != nil)
    }

    @Test func `of two elements with one tag the later counts, and order does not matter`() throws {
        var raw = RawDataSet(.explicitLittle)
        raw.short(.columns, 7)
        raw.short(.rows, 1)
        raw.short(.rows, 2)
        raw.text(.modality, .CS, "MR")
        let file = try DICOMFile(raw.file(.explicitLittle))
        #expect(file.dataSet.entries.map(\.tag) == [.modality, .rows, .columns])
        #expect(file.dataSet.integer(.rows) == 2)
    }

    @Test func `an unknown VR of open length is a sequence in implicit form`() throws {
        var inner = RawDataSet(.implicitLittle)
        inner.text(DICOMTag(0x0008_0060), .CS, "MR")
        var raw = RawDataSet(.explicitLittle)
        raw.text(.modality, .CS, "CT")
        raw.header(DICOMTag(0x0009_1010), .UN, length: nil)
        raw.item(0xFFFE_E000, length: inner.bytes.count)
        raw.append(inner.bytes)
        raw.item(0xFFFE_E0DD, length: 0)
        raw.short(.rows, 4)
        let file = try DICOMFile(raw.file(.explicitLittle))
        #expect(file.dataSet.item(DICOMTag(0x0009_1010))?.text(.modality) == "MR")
        #expect(file.dataSet.integer(.rows) == 4)
    }

    @Test func `numbers in text are read as devices write them`() {
        #expect(DICOMNumber.decimal(" 1.5 ") == 1.5)
        #expect(DICOMNumber.decimal("+1,5") == 1.5)
        #expect(DICOMNumber.decimal("1e-3") == 0.001)
        #expect(DICOMNumber.decimal("-.5") == -0.5)
        for text in ["", "abc", "nan", "inf", "0x10", "1.2.3", "--1"] { #expect(DICOMNumber.decimal(text) == nil) }
    }

    @Test func `fragments are divided by their table, by their number, or at the ends of images`() throws {
        func file(table: [Int], _ fragments: [[UInt8]], frames: Int) throws -> [[Int]] {
            var raw = RawDataSet(.explicitLittle)
            raw.text(.modality, .CS, "OT")
            raw.header(.pixelData, .OB, length: nil)
            raw.item(0xFFFE_E000, length: table.count * 4)
            for offset in table { raw.number(offset, size: 4) }
            for fragment in fragments {
                raw.item(0xFFFE_E000, length: fragment.count)
                raw.append(fragment)
            }
            raw.item(0xFFFE_E0DD, length: 0)
            let file = try DICOMFile(raw.file(.jpegBaseline))
            let fragments = try #require(file.fragments)
            return try fragments.frames(frames, in: file.dataSet.bytes).map { $0.map(\.count) }
        }
        let end: [UInt8] = [1, 2, 3, 4, 0xFF, 0xD9]
        #expect(try file(table: [], [[1, 2], [3, 4, 5, 6]], frames: 2) == [[2], [4]])
        #expect(try file(table: [0, 20], [[1, 2], [1, 2], [3, 4, 5, 6]], frames: 2) == [[2, 2], [4]])
        #expect(try file(table: [], [[1, 2], end, [3, 4], end], frames: 2) == [[2, 6], [2, 6]])
        #expect(try file(table: [], [[1, 2], [3, 4]], frames: 1) == [[2, 2]])
        #expect(throws: DICOMError.self) { try file(table: [], [[1, 2], [3, 4]], frames: 5) }
        // A table that goes backwards or beyond the end is not believed.
        #expect(try file(table: [20, 0], [[1, 2], end, [3, 4], end], frames: 2) == [[2, 6], [2, 6]])
    }
}
