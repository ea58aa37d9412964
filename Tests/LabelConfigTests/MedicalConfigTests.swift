import JSON
import LabelConfig
import Testing

struct MedicalConfigTests {
    /// The tree in the form of the fixtures (see their README).
    private static func tree(_ element: MarkupElement) -> JSONValue {
        var attributes = JSONObject()
        for attribute in element.attributes { attributes[attribute.key] = .string(attribute.value) }
        return [
            "tag": .string(element.name), "attributes": .object(attributes),
            "children": .array(element.elements.map(tree)),
        ]
    }

    @Test func `long spellings of images are written as the tags that carry them`() throws {
        let carried = try Samples.config("imaging").document.root.carried
        #expect(try Self.tree(carried) == Samples.json("imaging.carrier.json"))
        #expect(carried.carried == carried)
    }

    @Test func `the carrier config says which keys Label Studio needs pictures under`() throws {
        let config = try Samples.config("imaging")
        #expect(config.carriers.map(\.object) == ["ct", "film", "slide", "pet"])
        #expect(config.carriers.map(\.source.text) == ["ct", "film", "a.wsi[0]", "pet"])
        #expect(config.carriers.map(\.picture.text) == ["ct_frames", "film_png", "a_wsi_0__picture", "pet_slices"])
        #expect(config.carriers.map(\.isList) == [true, false, false, true])
        let again = try LabelConfig(validating: config.carrierConfig)
        #expect(again.carriers == config.carriers)
        #expect(try LabelConfig(parsing: "<View><Image name='i' value='$i'/></View>").carriers.isEmpty)
    }

    @Test func `a task needs the native file or its pictures`() throws {
        let config = try LabelConfig(
            parsing: "<View><Image name='ct' valueList='$frames' source='$ct' medical='volume'/></View>")
        #expect(config.validateTaskData(["ct": "/api/imaging/series/1"]) == nil)
        #expect(config.validateTaskData(["frames": ["a.png"]]) == nil)
        #expect(config.validateTaskData([:]) == .missing(key: "ct", tag: "Image"))
        #expect(config.validateTaskData(config.sampleTask()) == nil)
    }

    private static let refused: [(String, String)] = [
        (
            "<Volume name='v' value='$v'/><Measure name='m' toName='v' kinds='length lenght'><Label value='a'/></Measure>",
            "“kinds” of <Measure> does not know “lenght”; there are: length, bidirectional, angle, cobb, ellipse, rectangle, freehand, polygon, probe, arrow"
        ),
        (
            "<Image name='v' value='$v' medical='dicon'/>",
            "“medical” of <Image> does not know “dicon”; there are: dicom, volume, slide"
        ),
        ("<Volume name='v'/>", "<Volume> needs the attribute “value”"),
        ("<Slide value='$s'/>", "<Slide> needs the attribute “name”"),
        ("<Dicom name='d' value='$d' valueList='$e'/>", "<Dicom> needs either “value” or “valueList”, not both"),
        (
            "<Image name='v' value='$v' medical='dicom' source='series'/>",
            "“source” of <Image> must name a key of the task's data, such as “$series”, not “series”"
        ),
        (
            "<Volume name='v' value='$v'/><VolumeMask name='m' toName='v'><Label value='a' property='organ'/></VolumeMask>",
            "“property” of <Label> does not know “organ”; there are: anatomy, tissue, abnormality, object"
        ),
    ]

    @Test(arguments: refused)
    func `a word the extension does not have is refused with those it has`(tags: String, message: String) {
        let error = #expect(throws: LabelConfigError.self) { try LabelConfig(validating: "<View>\(tags)</View>") }
        #expect(error?.problems.map(\.message) == [message])
    }

    @Test func `the formats of the field are offered where the config has what they hold`() throws {
        func offered(_ tags: String) throws -> Set<String> {
            let hints = try LabelConfig(parsing: "<View>\(tags)</View>").exportHints.map(\.rawValue)
            return Set(hints).subtracting(["JSON", "JSON_MIN", "CSV", "TSV"])
        }
        let volume = "<Volume name='v' value='$v'/>"
        #expect(
            try offered(volume + "<VolumeMask name='m' toName='v'><Label value='a'/></VolumeMask>").isSuperset(of: [
                "DICOM_SEG", "DICOM_SEG_LABELMAP", "DICOM_RTSTRUCT", "NIFTI", "NRRD", "COCO_RLE", "PNG_MASKS",
                "NUMPY_MASKS", "MEASUREMENTS_CSV",
            ]))
        #expect(
            try offered(volume + "<Measure name='m' toName='v'><Label value='a'/></Measure>")
                == ["DICOM_RTSTRUCT", "DICOM_SR", "MEASUREMENTS_CSV", "MEASUREMENTS_JSON"])
        #expect(
            try offered(
                "<Slide name='s' value='$s'/><KeyPointLabels name='k' toName='s'><Label value='a'/></KeyPointLabels>"
            )
            .contains("GEOJSON"))
        #expect(
            try offered("<Image name='i' value='$i'/><BrushLabels name='m' toName='i'><Label value='a'/></BrushLabels>")
                .isDisjoint(with: ["DICOM_SEG", "NIFTI", "GEOJSON"]))
    }

    @Test func `labels carry codes`() throws {
        let interface = try Samples.config("imaging").interface
        let organ = try #require(interface.control(named: "organ"))
        #expect(organ.kind == .volumeMask && organ.medical == "mask")
        #expect(
            organ.list.options.map(\.concept) == [
                LabelConcept(system: "SCT", code: "10200004", display: "Liver"), nil,
            ])
        #expect(organ.list.options.map(\.property) == [.anatomy, nil])
        #expect(interface.control(named: "size")?.measureKinds == [.length, .bidirectional])
        #expect(interface.object(named: "slide")?.medicalImage == .slide)
        #expect(interface.object(named: "plain")?.medicalImage == nil)
    }
}
