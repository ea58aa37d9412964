import JSON
import LabelConfig

/// One structure an annotator segmented, or said something of without painting it.
struct ImagedSegment {
    /// Who painted it, as DICOM wants to know.
    enum Algorithm: String { case manual = "MANUAL", semiautomatic = "SEMIAUTOMATIC", automatic = "AUTOMATIC" }

    /// The id of its result.
    var region: String
    var label: ExportSchema.Label
    /// The place of the label in the interface, from one; labels of all controls count.
    var classNumber: Int
    var control: String
    var status: SegmentStatus?
    var mask: MaskReference?
    var layer: Int
    /// Its number within the mask.
    var number: UInt8
    var algorithm: Algorithm
    var score: Double?
    /// What the annotator's browser found.
    var volume: Double?

    /// The name people read: the label, and its number where several have it.
    var name: String

    init?(_ item: JSONValue, label: ExportSchema.Label, classNumber: Int, control: String) {
        guard let med = item["meta"]?["med"], med["kind"]?.string == "segment", med["part"] == nil else { return nil }
        region = item["id"]?.string ?? ""
        self.label = label
        self.classNumber = classNumber
        self.control = control
        name = label.value
        status = med["status"]?.string.flatMap(SegmentStatus.init)
        mask = MaskReference(med)
        layer = med["layer"]?.integer ?? 0
        number = med["segment"]?.integer.flatMap(UInt8.init(exactly:)) ?? 0
        score = item["score"]?.double
        volume = med["volume_ml"]?.double
        let shares = med["origin"]?.object ?? JSONObject()
        let model = ["model", "prediction", "proposal"].compactMap { shares[$0]?.double }.reduce(0, +)
        algorithm = model >= 0.999 ? .automatic : model > 0 ? .semiautomatic : .manual
    }
}
