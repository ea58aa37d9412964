/// Files that belong together, in order: what a person opens as one thing.
///
/// Nothing is hidden: what is irregular stands in `problems`, and where no volume can be made of the frames `geometry`
/// is nil and a problem says why.
package struct AssembledSeries: Sendable, Equatable {
    package var kind: InspectedFile.Kind
    /// The series instance UID; where one series holds several stacks they share it and differ in `part`.
    package var uid: String
    /// Which stack of its series it is, counted from 1; nil where the series is one.
    package var part: Int?
    /// What sets the stack apart from the others of its series, in words: “echo 2”, “b 800”, “coronal”.
    package var partName: String?
    package var patient: PatientIdentity?
    package var study: StudyIdentity?
    package var identity: SeriesIdentity
    package var pixels: PixelDescription?
    /// The frames in the order to be shown. With time, frame t · slices + k is slice k at time t.
    package var frames: [SeriesFrame]
    package var geometry: SeriesGeometry?
    /// Points in time; nil for one.
    package var timePoints: Int?
    /// What the points differ in: `temporal position`, `trigger time`, `b value`.
    package var timeName: String?
    package var planeSpacing: PlaneSpacing?
    package var spacingSource: SpacingSource
    package var rescale: Rescale
    /// One a frame, where they differ.
    package var rescales: [Rescale]
    package var suv: SUVDescription?
    package var windows: [VOIWindow]
    package var lookups: LookupDescription
    package var regions: [UltrasoundRegion]
    package var slide: SlideDescription?
    package var problems: [SeriesProblem]
    package var notes: [String]

    package init(kind: InspectedFile.Kind, identity: SeriesIdentity) {
        self.kind = kind
        uid = identity.uid
        self.identity = identity
        frames = []
        spacingSource = .none
        rescale = Rescale(slope: 1, intercept: 0, unit: nil)
        rescales = []
        windows = []
        lookups = LookupDescription()
        regions = []
        problems = []
        notes = []
    }
}

/// A frame of a series and where to ask for it.
package struct SeriesFrame: Sendable, Equatable {
    /// The index of its file among those that were assembled.
    package var file: Int
    /// The frame in the file, counted from 0, as `DecodePool` wants it.
    package var frame: Int
    /// SOP instance UID; nil for what is not DICOM.
    package var sop: String?
    package var position: SIMD3<Double>?
    /// Milliseconds, where the file has a time.
    package var time: Double?

    package init(file: Int, frame: Int, sop: String?, position: SIMD3<Double>?, time: Double?) {
        self.file = file
        self.frame = frame
        self.sop = sop
        self.position = position
        self.time = time
    }
}

/// How stored values become values in a unit: stored · slope + intercept, for the values on the wire.
package struct Rescale: Sendable, Equatable {
    package var slope: Double
    package var intercept: Double
    package var unit: String?

    package init(slope: Double, intercept: Double, unit: String?) {
        self.slope = slope
        self.intercept = intercept
        self.unit = unit
    }
}

/// Where the slices of a volume lie in the patient.
package struct SeriesGeometry: Sendable, Equatable {
    /// The centre of voxel (0, 0, 0), LPS millimetres.
    package var origin: SIMD3<Double>
    /// Unit vector in which the column index grows.
    package var row: SIMD3<Double>
    /// Unit vector in which the row index grows.
    package var column: SIMD3<Double>
    /// Unit vector in which the slice index grows.
    package var normal: SIMD3<Double>
    /// Millimetres between neighbours along the columns, the rows and the slices (the median of the gaps where they differ).
    package var spacing: SIMD3<Double>
    /// Millimetres of each slice along `normal`, the first 0.
    package var positions: [Double]
    /// Whether all gaps are the same, so that the slices are a lattice.
    package var isRegular: Bool
    /// Millimetres that each slice is moved within its plane against the one before (gantry tilt), along row and column.
    package var shear: PlaneSpacing?
    package var frameOfReference: String?

    package init(
        origin: SIMD3<Double>, row: SIMD3<Double>, column: SIMD3<Double>, normal: SIMD3<Double>,
        spacing: SIMD3<Double>, positions: [Double], isRegular: Bool
    ) {
        self.origin = origin
        self.row = row
        self.column = column
        self.normal = normal
        self.spacing = spacing
        self.positions = positions
        self.isRegular = isRegular
    }
}

/// Something about a series that a person must know before trusting a volume or a length.
package struct SeriesProblem: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// Gaps between slices differ.
        case irregularSpacing
        /// A gap is a multiple of the others: slices are not there.
        case missingSlices
        /// Two frames lie at one place and nothing tells them apart.
        case duplicateSlices
        /// Slices are moved against each other in their plane.
        case gantryTilt
        /// The frames do not face one way.
        case mixedOrientation
        /// The frames are not of one size or spacing.
        case mixedSize
        /// A frame does not say where it is.
        case noPosition
        /// Nothing says how large a pixel is.
        case noSpacing
        /// Points in time do not have the same slices.
        case unevenTime
        /// Parts of a series have different patients, studies or frames of reference.
        case mixedIdentity
        /// Part of the pixels is not shown: further optical paths, focal planes.
        case hiddenPlanes
        /// Values were scaled for display; measures use the scale.
        case scaled
        /// What came in several copies is shown once.
        case repeatedFile
    }

    package var kind: Kind
    /// What is wrong, with numbers, for a person.
    package var message: String
    /// The frames it is about, by their index in `frames`.
    package var frames: [Int]

    package init(kind: Kind, message: String, frames: [Int] = []) {
        self.kind = kind
        self.message = message
        self.frames = frames
    }
}
