import JSON
import Testing

@testable import Imaging

@Suite struct InspectedFileTests {
    static func full() -> InspectedFile {
        var file = InspectedFile(kind: .dicom)
        file.patient = PatientIdentity()
        file.patient?.id = "P1"
        file.patient?.birthDate = "1970-01-02"
        file.study = StudyIdentity(uid: "1.2")
        file.study?.date = "2024-02-29"
        file.series = SeriesIdentity(uid: "1.3")
        file.series?.modality = "MR"
        file.series?.number = 4
        file.instance = InstanceIdentity(uid: "1.4", sopClass: "1.5", transferSyntax: "1.6")
        file.instance?.imageType = ["ORIGINAL", "PRIMARY"]
        file.instance?.isLossy = true
        var pixels = PixelDescription(columns: 4, rows: 3, frames: 2, samples: 1, bitsAllocated: 16)
        pixels.padding = -2000 ... -1000
        pixels.wireScale = WireScale(slope: 0.25, intercept: -3, isExact: false)
        pixels.frameTimes = [0, 33.5]
        file.pixels = pixels
        file.shared.position = SIMD3(1, 2, 3.5)
        file.shared.row = SIMD3(1, 0, 0)
        file.shared.column = SIMD3(0, 1, 0)
        file.shared.spacing = PlaneSpacing(x: 0.5, y: 0.25)
        file.shared.spacingSource = .patient
        file.shared.slope = 2
        file.shared.intercept = -1024
        file.shared.windows = [VOIWindow(centre: 40, width: 400, name: "SOFT")]
        file.shared.keys.bValue = 800
        file.shared.keys.gradient = SIMD3(0, 0.6, 0.8)
        file.perFrame = [file.shared, file.shared]
        file.perFrame[1].position = SIMD3(1, 2, 4.5)
        file.lookups.voiFunction = .sigmoid
        file.lookups.voi = [ValueTable(name: "V", first: -5, bits: 12, values: [0, 9, 4095])]
        file.lookups.palette = PaletteDescription(first: 0, bits: 8, red: [1, 2], green: [3, 4], blue: [5, 6])
        file.suv = SUVDescription()
        file.suv?.reason = "the body weight is missing"
        file.regions = [UltrasoundRegion(left: 1, top: 2, right: 3, bottom: 4)]
        file.references = [SeriesReference(series: "1.9", study: nil, instances: ["1.10"])]
        var slide = SlideDescription(levels: [
            SlideLevel(width: 9, height: 8, tileWidth: 4, tileHeight: 4, downsample: 1)
        ])
        slide.mpp = PlaneSpacing(x: 0.5, y: 0.5)
        slide.associated = ["macro"]
        file.slide = slide
        file.volume = VolumeDescription(columns: 4, rows: 3, slices: 2, volumes: 1)
        file.notes = ["A “note” with\nlines."]
        return file
    }

    @Test func `a description survives the way through JSON whole`() throws {
        let file = Self.full()
        let read = try #require(InspectedFile(json: JSONValue(parsing: file.json.bytes)))
        #expect(read == file)
    }

    @Test(arguments: [
        #"{}"#, #"{"kind":"other things"}"#, #"[]"#,
        #"{"kind":"dicom","pixels":{"columns":2,"rows":2,"frames":3},"per_frame":[{}]}"#,
    ])
    func `a description that contradicts itself is no description`(text: String) throws {
        #expect(InspectedFile(json: try JSONValue(parsing: text)) == nil)
    }

    @Test func `a slide of no size has no levels`() throws {
        let text = #"{"kind":"slide","slide":{"levels":[{"width":0,"height":5,"tile_width":1,"tile_height":1}]}}"#
        #expect(InspectedFile(json: try JSONValue(parsing: text))?.slide?.levels == [])
    }
}
