package import JSON

/// What the decode worker says of one file: all that the server needs to group, order, show and measure it, and no pixel.
///
/// Lengths are millimetres, directions unit vectors, places patient coordinates in DICOM's LPS (left, posterior, superior grow).
package struct InspectedFile: Sendable, Equatable {
    /// What kind of file it is, by its content and not its name.
    package enum Kind: String, Sendable {
        case dicom, nifti, nrrd, slide
        /// None that the worker reads.
        case other
    }

    package var kind: Kind
    /// Who it shows; apart from the rest, so that it is easily left out of what goes further.
    package var patient: PatientIdentity?
    package var study: StudyIdentity?
    package var series: SeriesIdentity?
    package var instance: InstanceIdentity?
    /// The shape of the image; nil where the file has none (a structured report, an RT structure set).
    package var pixels: PixelDescription?
    /// What is true of every frame, and of the only one.
    package var shared: FrameDescription
    /// What is true of each frame, complete; empty where no frame differs from `shared`.
    package var perFrame: [FrameDescription]
    package var lookups: LookupDescription
    package var suv: SUVDescription?
    /// Calibrated regions of an ultrasound image.
    package var regions: [UltrasoundRegion]
    /// The images that a segmentation, structure set, report or parametric map is about.
    package var references: [SeriesReference]
    package var slide: SlideDescription?
    /// The lattice of a NIfTI or NRRD file.
    package var volume: VolumeDescription?
    /// What a reader should know and cannot see, in words: a mosaic, an image scaled to 16 bits, a window that makes no sense.
    package var notes: [String]

    package init(kind: Kind) {
        self.kind = kind
        shared = FrameDescription()
        perFrame = []
        lookups = LookupDescription()
        regions = []
        references = []
        notes = []
    }

    /// How many frames can be asked for.
    package var frameCount: Int { pixels?.frames ?? 0 }

    /// What is true of a frame, counted from 0.
    package func frame(_ index: Int) -> FrameDescription {
        perFrame.indices.contains(index) ? perFrame[index] : shared
    }
}

extension InspectedFile: FieldCoded {
    package init?(_ fields: JSONObject) {
        guard let kind = fields.text("kind").flatMap(Kind.init) else { return nil }
        self.init(kind: kind)
        patient = fields.nested("patient")
        study = fields.nested("study")
        series = fields.nested("series")
        instance = fields.nested("instance")
        pixels = fields.nested("pixels")
        shared = fields.nested("shared") ?? FrameDescription()
        perFrame = fields.list("per_frame")
        // A worker that was taken over may answer anything: the counts must agree.
        guard perFrame.isEmpty || perFrame.count == pixels?.frames else { return nil }
        lookups = fields.nested("lookups") ?? LookupDescription()
        suv = fields.nested("suv")
        regions = fields.list("regions")
        references = fields.list("references")
        slide = fields.nested("slide")
        volume = fields.nested("volume")
        notes = fields.texts("notes")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("kind", kind.rawValue)
        fields.put("patient", patient)
        fields.put("study", study)
        fields.put("series", series)
        fields.put("instance", instance)
        fields.put("pixels", pixels)
        fields.put("shared", shared)
        fields.put("per_frame", perFrame)
        fields.put("lookups", lookups)
        fields.put("suv", suv)
        fields.put("regions", regions)
        fields.put("references", references)
        fields.put("slide", slide)
        fields.put("volume", volume)
        fields.put("notes", notes)
        return fields
    }
}
