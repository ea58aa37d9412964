package import JSON

/// A calibrated region of an ultrasound image (PS3.3 C.8.5.5).
package struct UltrasoundRegion: Sendable, Equatable, FieldCoded {
    /// The rectangle in pixels, both corners inside.
    package var left: Int
    package var top: Int
    package var right: Int
    package var bottom: Int
    /// Region spatial format: 1 tissue (2D), 2 M-mode, 3 spectral, 4 wave form.
    package var format: Int
    /// Region data type: 1 tissue, 2 colour flow and so on.
    package var type: Int
    /// Physical units of the two directions: 3 centimetres, 4 seconds, 7 cm/s.
    package var unitsX: Int
    package var unitsY: Int
    /// Units a pixel, as the file has them.
    package var deltaX: Double
    package var deltaY: Double

    package init(left: Int, top: Int, right: Int, bottom: Int) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
        format = 0
        type = 0
        unitsX = 0
        unitsY = 0
        deltaX = 0
        deltaY = 0
    }

    /// Millimetres a pixel, where both directions are lengths in tissue.
    package var spacing: PlaneSpacing? {
        guard unitsX == 3, unitsY == 3, deltaX != 0, deltaY != 0 else { return nil }
        return PlaneSpacing(x: deltaX.magnitude * 10, y: deltaY.magnitude * 10)
    }

    package init?(_ fields: JSONObject) {
        let box = fields.wholes("box")
        guard box.count == 4 else { return nil }
        self.init(left: box[0], top: box[1], right: box[2], bottom: box[3])
        format = fields.whole("format") ?? 0
        type = fields.whole("type") ?? 0
        let units = fields.wholes("units")
        let delta = fields.numbers("delta")
        if units.count == 2 { (unitsX, unitsY) = (units[0], units[1]) }
        if delta.count == 2 { (deltaX, deltaY) = (delta[0], delta[1]) }
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("box", [left, top, right, bottom])
        fields.put("format", format)
        fields.put("type", type)
        fields.put("units", [unitsX, unitsY])
        fields.put("delta", [deltaX, deltaY])
        return fields
    }
}
