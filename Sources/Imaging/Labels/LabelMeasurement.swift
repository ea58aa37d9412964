/// One measurement group of a report: what was found, where, and what was measured of it.
package struct LabelMeasurement: Sendable, Equatable {
    package struct Value: Sendable, Equatable {
        package var name: LabelCode
        package var number: Double
        package var unit: LabelCode
        /// How it was derived: mean, standard deviation, …
        package var derivation: LabelCode?

        package init(name: LabelCode, number: Double, unit: LabelCode, derivation: LabelCode? = nil) {
            self.name = name
            self.number = number
            self.unit = unit
            self.derivation = derivation
        }
    }

    package struct Region: Sendable, Equatable {
        /// `POINT`, `MULTIPOINT`, `POLYLINE`, `POLYGON`, `CIRCLE`, `ELLIPSE`, `ELLIPSOID`.
        package var type: String
        /// Two numbers a point (column, row of the image; the corner of the first pixel is 0, 0) or, with `isPatient`, three in millimetres.
        package var points: [Double]
        package var isPatient: Bool
        package var sop: String?
        package var frame: Int?

        package init(type: String, points: [Double], isPatient: Bool) {
            self.type = type
            self.points = points
            self.isPatient = isPatient
        }
    }

    package var trackingID: String?
    package var trackingUID: String?
    package var finding: LabelCode?
    package var sites: [LabelCode] = []
    package var values: [Value] = []
    /// Answers in codes: the concept and what was said of it.
    package var qualities: [LabelCodePair] = []
    package var regions: [Region] = []
    /// The segmentation it measures: SOP instance and segment number.
    package var segment: (sop: String, number: Int)? {
        get { segmentSOP.flatMap { sop in segmentNumber.map { (sop, $0) } } }
        set { (segmentSOP, segmentNumber) = (newValue?.sop, newValue?.number) }
    }
    private var segmentSOP: String?
    private var segmentNumber: Int?

    package init() {}
}

/// A question and its answer, both in codes.
package struct LabelCodePair: Sendable, Equatable {
    package var name: LabelCode
    package var value: LabelCode

    package init(name: LabelCode, value: LabelCode) {
        self.name = name
        self.value = value
    }
}
