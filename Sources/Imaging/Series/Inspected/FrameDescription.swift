package import JSON

/// Millimetres between the centres of neighbouring pixels: `x` along a row (the column index grows), `y` down a column.
package struct PlaneSpacing: Sendable, Equatable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// Where a frame lies, how its values are read, and what sets it apart from its neighbours.
package struct FrameDescription: Sendable, Equatable, FieldCoded {
    /// The centre of the frame's first pixel in the patient.
    package var position: SIMD3<Double>?
    /// The direction in which the column index grows.
    package var row: SIMD3<Double>?
    /// The direction in which the row index grows.
    package var column: SIMD3<Double>?
    package var spacing: PlaneSpacing?
    package var spacingSource = SpacingSource.none
    /// Slice thickness, millimetres.
    package var thickness: Double?
    /// Spacing between slices as the header claims it; positions are believed first.
    package var sliceSpacing: Double?
    /// Stored value · slope + intercept = value in `unit`; the values are the file's own, before any `WireScale`.
    package var slope = 1.0
    package var intercept = 0.0
    /// `HU`, `BQML`, `US` (unspecified) and the like.
    package var unit: String?
    package var windows: [VOIWindow] = []
    package var keys = FrameKeys()

    package init() {}

    package init?(_ fields: JSONObject) {
        position = fields.vector("position")
        row = fields.vector("row")
        column = fields.vector("column")
        spacing = fields.pair("spacing")
        spacingSource = fields.text("spacing_source").flatMap(SpacingSource.init) ?? .none
        thickness = fields.number("thickness")
        sliceSpacing = fields.number("slice_spacing")
        slope = fields.number("slope") ?? 1
        intercept = fields.number("intercept") ?? 0
        unit = fields.text("unit")
        windows = fields.list("windows")
        keys = fields.nested("keys") ?? FrameKeys()
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("position", position)
        fields.put("row", row)
        fields.put("column", column)
        fields.put("spacing", spacing)
        if spacingSource != .none { fields.put("spacing_source", spacingSource.rawValue) }
        fields.put("thickness", thickness)
        fields.put("slice_spacing", sliceSpacing)
        if slope != 1 { fields.put("slope", slope) }
        if intercept != 0 { fields.put("intercept", intercept) }
        fields.put("unit", unit)
        fields.put("windows", windows)
        fields.put("keys", keys)
        return fields
    }
}

/// What the spacing of pixels was measured on, which decides what a length drawn over them is worth.
package enum SpacingSource: String, Sendable {
    /// In the patient: a length is a length.
    case patient
    /// At the detector of a projection image: the true length is smaller by an unknown magnification.
    case imager
    /// A calibrated region of an ultrasound image.
    case ultrasound
    /// Nobody said.
    case none
}

/// A window of values that the file proposes to look through.
package struct VOIWindow: Sendable, Equatable, FieldCoded {
    package var centre: Double
    package var width: Double
    package var name: String?

    package init(centre: Double, width: Double, name: String? = nil) {
        self.centre = centre
        self.width = width
        self.name = name
    }

    package init?(_ fields: JSONObject) {
        guard let centre = fields.number("centre"), let width = fields.number("width") else { return nil }
        self.init(centre: centre, width: width, name: fields.text("name"))
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("name", name)
        fields.put("centre", centre)
        fields.put("width", width)
        return fields
    }
}
