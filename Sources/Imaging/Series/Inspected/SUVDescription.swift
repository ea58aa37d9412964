package import JSON

/// Whether and how the values of a PET image become standardised uptake values by body weight.
package struct SUVDescription: Sendable, Equatable, FieldCoded {
    /// SUVbw in g/ml = value in the image's unit · factor; nil with the reason.
    package var factor: Double?
    /// Why there is no factor, in words.
    package var reason: String?
    /// Units (0054,1001).
    package var units: String?
    /// Kilograms.
    package var weight: Double?
    /// Total dose in becquerel at `doseTime`.
    package var dose: Double?
    /// Half-life in seconds.
    package var halfLife: Double?
    /// Seconds between the dose and the time that the image is decay-corrected to.
    package var decayTime: Double?

    package init() {}

    package init?(_ fields: JSONObject) {
        factor = fields.number("factor")
        reason = fields.text("reason")
        units = fields.text("units")
        weight = fields.number("weight")
        dose = fields.number("dose")
        halfLife = fields.number("half_life")
        decayTime = fields.number("decay_time")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("factor", factor)
        fields.put("reason", reason)
        fields.put("units", units)
        fields.put("weight", weight)
        fields.put("dose", dose)
        fields.put("half_life", halfLife)
        fields.put("decay_time", decayTime)
        return fields
    }
}
