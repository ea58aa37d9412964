import Testing

@testable import Decoding
@testable import Imaging

@Suite struct InspectTests {
    private func inspect(
        _ extra: [(group: UInt16, element: UInt16, vr: String, value: [UInt8])], frames: Int = 1
    ) throws -> InspectedFile {
        var sample = SampleDICOM(columns: 4, rows: 2, frames: frames)
        sample.samples = [UInt16](repeating: 1, count: 8 * frames)
        sample.extra = extra
        return DICOMInspector(try DICOMFile(sample.bytes)).inspect()
    }

    private func text(_ text: String) -> [UInt8] { SampleDICOM.text(text) }

    @Test func `row and column spacing are not mixed up`() throws {
        let file = try inspect([(0x0028, 0x0030, "DS", text("0.5\\0.25"))])
        // The first number is the distance of rows: down a column.
        #expect(file.shared.spacing == PlaneSpacing(x: 0.25, y: 0.5))
        #expect(file.shared.spacingSource == .patient)
    }

    @Test(arguments: [(true, SpacingSource.patient), (false, .imager)])
    func `spacing at the detector is not spacing in the patient`(isCalibrated: Bool, source: SpacingSource) throws {
        var extra: [(group: UInt16, element: UInt16, vr: String, value: [UInt8])] = [
            (0x0018, 0x1164, "DS", text("0.1\\0.1")), (0x0028, 0x0030, "DS", text("0.1\\0.1")),
        ]
        if isCalibrated { extra.append((0x0028, 0x0A02, "CS", text("FIDUCIAL"))) }
        #expect(try inspect(extra).shared.spacingSource == source)
    }

    @Test(arguments: [("CT", SpacingSource.patient), ("CR", .imager), ("MG", .imager)])
    func `spacing that a projection gives alone is the detector's`(modality: String, source: SpacingSource) throws {
        let file = try inspect([(0x0008, 0x0060, "CS", text(modality)), (0x0028, 0x0030, "DS", text("0.2\\0.2"))])
        #expect(file.shared.spacingSource == source)
    }

    @Test(arguments: [("MONOCHROME1", false), ("MONOCHROME2", true)])
    func `an inverse shape turns an image once`(photometric: String, isInverse: Bool) throws {
        let file = try inspect([
            (0x0028, 0x0004, "CS", text(photometric)), (0x2050, 0x0020, "CS", text("INVERSE")),
        ])
        #expect(file.lookups.isInverse == isInverse)
    }

    @Test func `an ultrasound is measured by its regions only where they agree`() throws {
        func region(_ delta: Double) -> [UInt8] {
            func double(_ value: Double) -> [UInt8] {
                (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
            }
            func long(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
            return SampleDICOM.element(0x0018, 0x6012, "US", [1, 0])
                + SampleDICOM.element(0x0018, 0x6018, "UL", long(0))
                + SampleDICOM.element(0x0018, 0x601A, "UL", long(0))
                + SampleDICOM.element(0x0018, 0x601C, "UL", long(3))
                + SampleDICOM.element(0x0018, 0x601E, "UL", long(1))
                + SampleDICOM.element(0x0018, 0x6024, "US", [3, 0]) + SampleDICOM.element(0x0018, 0x6026, "US", [3, 0])
                + SampleDICOM.element(0x0018, 0x602C, "FD", double(delta))
                + SampleDICOM.element(0x0018, 0x602E, "FD", double(delta))
        }
        let one = try inspect([(0x0018, 0x6011, "SQ", SampleDICOM.items([region(0.02)]))])
        #expect(one.regions.count == 1)
        #expect(one.shared.spacing == PlaneSpacing(x: 0.2, y: 0.2) && one.shared.spacingSource == .ultrasound)
        let two = try inspect([(0x0018, 0x6011, "SQ", SampleDICOM.items([region(0.02), region(0.03)]))])
        #expect(two.shared.spacing == nil && two.shared.spacingSource == .none)
    }

    @Test func `functional groups of a frame win over the shared ones`() throws {
        func sequence(_ group: UInt16, _ element: UInt16, _ item: [UInt8]) -> [UInt8] {
            SampleDICOM.element(group, element, "SQ", SampleDICOM.items([item]))
        }
        let measures = sequence(0x0028, 0x9110, SampleDICOM.element(0x0028, 0x0030, "DS", text("1\\1")))
        let orientation = sequence(0x0020, 0x9116, SampleDICOM.element(0x0020, 0x0037, "DS", text("1\\0\\0\\0\\1\\0")))
        func frame(_ z: Int) -> [UInt8] {
            sequence(0x0020, 0x9113, SampleDICOM.element(0x0020, 0x0032, "DS", text("0\\0\\\(z)")))
                + (z == 5 ? sequence(0x0028, 0x9145, SampleDICOM.element(0x0028, 0x1053, "DS", text("7"))) : [])
        }
        let file = try inspect(
            [
                (0x5200, 0x9229, "SQ", SampleDICOM.items([measures + orientation])),
                (0x5200, 0x9230, "SQ", SampleDICOM.items([frame(0), frame(5)])),
            ],
            frames: 2
        )
        #expect(file.perFrame.map(\.position) == [SIMD3(0, 0, 0), SIMD3(0, 0, 5)])
        #expect(file.perFrame.map(\.slope) == [1, 7])
        #expect(file.perFrame.allSatisfy { $0.spacing == PlaneSpacing(x: 1, y: 1) && $0.row == SIMD3(1, 0, 0) })
    }

    @Test func `a palette, its LUT descriptor and a VOI table are read`() throws {
        let table: [UInt8] = [10, 0, 20, 0, 30, 0]
        let descriptor: [UInt8] = [3, 0, 5, 0, 16, 0]
        let voi =
            SampleDICOM.element(0x0028, 0x3002, "US", descriptor)
            + SampleDICOM.element(0x0028, 0x3003, "LO", text("BONE"))
            + SampleDICOM.element(0x0028, 0x3006, "US", table)
        let file = try inspect([
            (0x0028, 0x1101, "US", descriptor), (0x0028, 0x1102, "US", descriptor), (0x0028, 0x1103, "US", descriptor),
            (0x0028, 0x1201, "OW", table), (0x0028, 0x1202, "OW", table), (0x0028, 0x1203, "OW", table),
            (0x0028, 0x3010, "SQ", SampleDICOM.items([voi])),
        ])
        #expect(file.lookups.palette?.red == [10, 20, 30] && file.lookups.palette?.first == 5)
        #expect(file.lookups.voi == [ValueTable(name: "BONE", first: 5, bits: 16, values: [10, 20, 30])])
    }

    @Test func `windows without a width are left out`() throws {
        let file = try inspect([
            (0x0028, 0x1050, "DS", text("40\\50\\60")), (0x0028, 0x1051, "DS", text("400\\0")),
            (0x0028, 0x1055, "LO", text("SOFT\\BAD")),
        ])
        #expect(file.shared.windows == [VOIWindow(centre: 40, width: 400, name: "SOFT")])
    }

    @Test func `a mosaic is no slice`() throws {
        let file = try inspect([
            (0x0008, 0x0008, "CS", text("ORIGINAL\\PRIMARY\\M\\MOSAIC")), (0x0020, 0x0032, "DS", text("1\\2\\3")),
            (0x0020, 0x0037, "DS", text("1\\0\\0\\0\\1\\0")),
        ])
        #expect(file.shared.position == nil)
        #expect(file.notes.contains { $0.contains("mosaic") })
    }

    @Test func `a dose grid's offsets place its frames`() throws {
        let file = try inspect(
            [
                (0x0008, 0x0060, "CS", text("RTDOSE")), (0x0020, 0x0032, "DS", text("0\\0\\10")),
                (0x0020, 0x0037, "DS", text("1\\0\\0\\0\\1\\0")), (0x3004, 0x000C, "DS", text("0\\2.5\\5")),
                (0x3004, 0x000E, "DS", text("0.001")), (0x3004, 0x0002, "CS", text("GY")),
            ],
            frames: 3
        )
        #expect(file.perFrame.map { $0.position?.z } == [10, 12.5, 15])
        #expect(file.perFrame[0].slope == 0.001 && file.perFrame[0].unit == "GY")
    }

    private func pet(_ change: [(group: UInt16, element: UInt16, vr: String, value: [UInt8])] = []) throws
        -> SUVDescription?
    {
        let drug =
            SampleDICOM.element(0x0018, 0x1072, "TM", text("100000"))
            + SampleDICOM.element(0x0018, 0x1074, "DS", text("370000000"))
            + SampleDICOM.element(0x0018, 0x1075, "DS", text("6586.2"))
        let extra: [(group: UInt16, element: UInt16, vr: String, value: [UInt8])] = [
            (0x0008, 0x0060, "CS", text("PT")), (0x0008, 0x0021, "DA", text("20200102")),
            (0x0008, 0x0031, "TM", text("110000")),
            (0x0008, 0x0022, "DA", text("20200102")), (0x0008, 0x0032, "TM", text("110500")),
            (0x0010, 0x1030, "DS", text("70")), (0x0028, 0x0051, "CS", text("DECY\\ATTN\\SCAT")),
            (0x0054, 0x0016, "SQ", SampleDICOM.items([drug])), (0x0054, 0x1001, "CS", text("BQML")),
            (0x0054, 0x1102, "CS", text("START")),
        ]
        return try inspect(extra + change).suv
    }

    @Test func `uptake is by weight and by the dose that was left when the scan began`() throws {
        let suv = try #require(try pet())
        #expect(suv.decayTime == 3600)
        // 70 kg, 370 MBq an hour ago: 370e6 · 2^(−3600 / 6586.2) = 253.36 MBq.
        let factor = try #require(suv.factor)
        #expect(abs(factor - 70_000 / (370e6 * 0.684623)) / factor < 1e-3)
    }

    @Test func `an injection before midnight is of the day before`() throws {
        let suv = try #require(
            try pet([(0x0008, 0x0031, "TM", text("090000")), (0x0008, 0x0032, "TM", text("090500"))]))
        #expect(suv.decayTime == 82_800)
    }

    @Test(
        arguments: [
            ((0x0054, 0x1001, "CS", SampleDICOM.text("CNTS")), "factor"),
            ((0x0054, 0x1001, "CS", SampleDICOM.text("PROPCPS")), "PROPCPS"),
            ((0x0010, 0x1030, "DS", SampleDICOM.text("")), "weight"),
            ((0x0028, 0x0051, "CS", SampleDICOM.text("DECY")), "attenuation"),
            ((0x0054, 0x1102, "CS", SampleDICOM.text("NONE")), "decay"),
        ] as [((group: UInt16, element: UInt16, vr: String, value: [UInt8]), String)])
    func `where uptake cannot be computed the reason is said`(
        change: (group: UInt16, element: UInt16, vr: String, value: [UInt8]), word: String
    ) throws {
        let suv = try #require(try pet([change]))
        #expect(suv.factor == nil)
        #expect(suv.reason?.contains(word) == true, "\(String(describing: suv.reason))")
    }

    @Test(arguments: [
        ("20200229", "2020-02-29", 18321), ("1970.01.01", "1970-01-01", 0), ("19000301", "1900-03-01", -25508),
    ])
    func `dates are read in their forms`(text: String, date: String, day: Int) {
        #expect(DICOMTime.date(text) == date)
        #expect(DICOMTime.day(text) == day)
    }

    @Test(arguments: ["", "2020", "20201301", "abcdefgh", "20200100"])
    func `what is no date is none`(text: String) { #expect(DICOMTime.date(text) == nil) }
}
