/// A code with the system it belongs to, as DICOM writes it.
package struct LabelCode: Sendable, Hashable {
    package var value: String
    /// The coding scheme designator: `SCT`, `DCM`, `UCUM`, `RADLEX`, `99VESALIUS`.
    package var scheme: String
    package var meaning: String

    package init(_ value: String, _ scheme: String, _ meaning: String) {
        self.value = value
        self.scheme = scheme
        self.meaning = meaning
    }
}

/// A labelled structure of a file: its names, and its voxels or contours.
package struct LabelSegment: Sendable, Equatable {
    package enum Algorithm: String, Sendable { case manual, semiautomatic, automatic, unknown }

    package var number: Int
    package var label: String
    package var description: String?
    package var category: LabelCode?
    package var type: LabelCode?
    package var region: LabelCode?
    package var algorithm = Algorithm.unknown
    package var algorithmName: String?
    package var trackingID: String?
    package var trackingUID: String?
    /// Red, green and blue from 0 to 255.
    package var colour: [Int]?
    package var planes: [LabelPlane] = []
    package var contours: [LabelContour] = []

    package init(number: Int, label: String) {
        self.number = number
        self.label = label
    }
}

/// The pixels of a segment in one plane, on the pixels of the frame it refers to.
package struct LabelPlane: Sendable, Equatable {
    /// The image it was drawn on, if the file names one.
    package var sop: String?
    /// Counted from one, if the image has several frames.
    package var frame: Int?
    /// The centre of the first pixel in millimetres.
    package var position: [Double]?
    /// Where its first pixel lies on the whole of a slide, from (0, 0).
    package var offset: [Int]?
    package var columns: Int
    package var rows: Int
    /// Pairs of start and length over its pixels, row by row, in rising order.
    package var runs: [UInt32]
    /// The value of fractional pixels, from 0 to 255, one for each run; nil where all are full.
    package var values: [UInt8]?

    package init(columns: Int, rows: Int, runs: [UInt32]) {
        self.columns = columns
        self.rows = rows
        self.runs = runs
    }
}

/// A contour in patient millimetres.
package struct LabelContour: Sendable, Equatable {
    /// `CLOSED_PLANAR`, `CLOSEDPLANAR_XOR`, `OPEN_PLANAR`, `OPEN_NONPLANAR`, `POINT`.
    package var type: String
    package var sop: String?
    package var frame: Int?
    /// x, y and z of each point in turn.
    package var points: [Double]

    package init(type: String, points: [Double]) {
        self.type = type
        self.points = points
    }
}

extension LabelSegment {
    /// What an empty segment's description says of it: `absent`, `not_assessable` or `outside`; nil for one that is painted, or says nothing.
    package var statedAbsence: String? {
        guard planes.isEmpty, contours.isEmpty, let words = description?.lowercased() else { return nil }
        if words.hasPrefix("absent") { return "absent" }
        if words.hasPrefix("not assessable") || words.hasPrefix("not_assessable") { return "not_assessable" }
        return words.hasPrefix("outside") ? "outside" : nil
    }
}
