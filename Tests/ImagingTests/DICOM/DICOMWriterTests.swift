import JSON
import Testing

@testable import Imaging

@Suite struct DICOMWriterTests {
    private func sample() -> DICOMItem {
        var code = DICOMItem()
        code[.codeValue] = "10200004"
        code[.codeMeaning] = "Leber ä"
        var item = DICOMItem()
        item[.sopClassUID] = "1.2.840.10008.5.1.4.1.1.66.4"
        item[.sopInstanceUID] = "2.25.7"
        item[.patientName] = "Müller^Änne=山田"
        item[.rows] = 512
        item[.pixelSpacing] = .decimals([0.7, 0.123456789012345678])
        item[.segmentSequence] = .items([code, DICOMItem()])
        item[.imageType] = .texts(["DERIVED", "PRIMARY"])
        item[.realWorldValueSlope] = 0.1
        item[.dimensionIndexPointer] = .tags([.imagePositionPatient])
        item[.pixelData] = .bytes([1, 2, 3])
        item.set(DICOMTag(0x0009_0010), .LO, "VESALIUS")
        return item
    }

    @Test func `what is written is read back`() throws {
        let file = try DICOMFile(try DICOMWriter.file(sample()))
        #expect(file.problem == nil)
        #expect(file.transferSyntax == .explicitLittle)
        #expect(file.meta.text(.mediaStorageSOPInstanceUID) == "2.25.7")
        let set = file.dataSet
        #expect(set.text(.patientName) == "Müller^Änne=山田")
        #expect(set.integer(.rows) == 512)
        #expect(set.texts(.imageType) == ["DERIVED", "PRIMARY"])
        #expect(set.texts(.pixelSpacing) == ["0.7", "0.12345678901235"])
        #expect(set.decimal(.realWorldValueSlope) == 0.1)
        #expect(set.tags(.dimensionIndexPointer) == [.imagePositionPatient])
        #expect(set.data(.pixelData) == [1, 2, 3, 0])
        #expect(set.items(.segmentSequence).map { $0.text(.codeMeaning) } == ["Leber ä", nil])
        #expect(set.text(DICOMTag(0x0009_0010)) == "VESALIUS")
    }

    @Test func `every element has an even length and the meta group knows its own`() throws {
        let bytes = try DICOMWriter.file(sample())
        #expect(bytes.count & 1 == 0)
        let file = try DICOMFile(bytes)
        for entry in file.dataSet.entries { #expect(entry.range.count & 1 == 0) }
        let first = try #require(file.dataSet.entries.first)
        let group = try #require(file.meta.integer(DICOMTag(0x0002_0000)))
        // The data set begins behind the preamble, the length's own twelve bytes and the rest of the group.
        #expect(first.range.lowerBound - 8 == 132 + 12 + group)
    }

    @Test func `what does not fit is refused`() {
        var item = sample()
        item[.rows] = 70000
        #expect(throws: DICOMWriter.Failure.wrongValue(.rows, .US)) { try DICOMWriter.file(item) }
        item[.rows] = "many"
        #expect(throws: DICOMWriter.Failure.wrongValue(.rows, .US)) { try DICOMWriter.file(item) }
        item[.rows] = nil
        item[.patientComments] = .text(String(repeating: "x", count: 70000))
        #expect(throws: DICOMWriter.Failure.tooLong(.patientComments)) { try DICOMWriter.file(item) }
        item[.sopInstanceUID] = nil
        #expect(throws: DICOMWriter.Failure.noIdentity) { try DICOMWriter.file(item) }
    }

    @Test func `decimal strings fit sixteen characters and lose as little as they can`() throws {
        var generator = SeededGenerator(7)
        for _ in 0..<20_000 {
            let scales: [Double] = [1e-12, 1e-5, 1e-3, 1, 1e3, 1e9, 1e16, 1e30]
            let scale = scales.randomElement(using: &generator) ?? 1
            let number = Double.random(in: -1...1, using: &generator) * scale
            let text = DICOMNumber.text(number)
            let read = try #require(DICOMNumber.decimal(text), "\(number) \(text)")
            #expect(text.utf8.count <= 16, "\(number) \(text)")
            #expect(abs(read - number) <= abs(number) * 1e-8, "\(number) \(text)")
        }
        #expect(DICOMNumber.text(1) == "1")
        #expect(DICOMNumber.text(-0.5) == "-0.5")
        #expect(DICOMNumber.text(99999.99999999999) == "100000")
        #expect(DICOMNumber.text(1.0 / 3) == "0.33333333333333")
    }

    @Test func `unique identifiers are decimal numbers below 2.25`() {
        var generator = SeededGenerator(3)
        #expect(
            DICOMUID.make(from: [UInt8](repeating: 255, count: 16)) == "2.25.340282366920938463463374607431768211455")
        for _ in 0..<100 {
            let uid = DICOMUID.random(using: &generator)
            #expect(DICOMUID.isValid(uid))
        }
        for text in ["", "1..2", "1.2.", "1.a", String(repeating: "1", count: 65)] { #expect(!DICOMUID.isValid(text)) }
    }

    @Test func `the JSON model goes out and comes back`() throws {
        let item = sample()
        var writer = JSONWriter()
        DICOMJSON.write(item, to: &writer)
        let back = DICOMJSON.item(try JSONValue(parsing: writer.bytes))
        #expect(back.text(.patientName) == "Müller^Änne=山田")
        #expect(back.items(.segmentSequence).first?.text(.codeValue) == "10200004")
        #expect(back[.pixelData] == .bytes([1, 2, 3]))
        #expect(back[.rows] == .integers([512]))

        var other = JSONWriter()
        DICOMJSON.write(try DICOMFile(try DICOMWriter.file(item)).dataSet, to: &other)
        let read = try JSONValue(parsing: other.bytes)
        #expect(read["00100010"]?["Value"]?[0]?["Ideographic"]?.string == "山田")
        #expect(read["00280030"]?["Value"]?[0]?.double == 0.7)
        #expect(read["00720026"] == nil && read["7FE00010"] == nil)
        #expect(read["00209165"]?["Value"]?[0]?.string == "00200032")
    }
}
