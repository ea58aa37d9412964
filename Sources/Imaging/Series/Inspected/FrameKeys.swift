package import JSON

/// What tells frames of one place apart: the dimensions of a series beyond the third.
package struct FrameKeys: Sendable, Equatable, FieldCoded {
    /// Stack ID of an enhanced image.
    package var stack: String?
    /// Temporal position, counted from 1.
    package var temporalPosition: Int?
    /// Trigger time or nominal cardiac phase time, milliseconds.
    package var triggerTime: Double?
    /// Frame reference time of a dynamic PET, milliseconds.
    package var referenceTime: Double?
    package var acquisition: Int?
    /// When the frame was acquired, milliseconds since midnight (of the first day).
    package var acquisitionTime: Double?
    package var echo: Int?
    /// Echo time, milliseconds.
    package var echoTime: Double?
    /// Diffusion b-value, s/mm².
    package var bValue: Double?
    /// Diffusion gradient direction.
    package var gradient: SIMD3<Double>?
    /// Magnitude, phase, real, imaginary; or the fourth value of Image Type (water, fat, in-phase).
    package var component: String?
    /// Phase, energy window, detector, view of a nuclear medicine image, by its frame increment pointer.
    package var vectors: [Int] = []
    /// The segment that a frame of a segmentation shows.
    package var segment: Int?

    package init() {}

    package init?(_ fields: JSONObject) {
        stack = fields.text("stack")
        temporalPosition = fields.whole("temporal_position")
        triggerTime = fields.number("trigger_time")
        referenceTime = fields.number("reference_time")
        acquisition = fields.whole("acquisition")
        acquisitionTime = fields.number("acquisition_time")
        echo = fields.whole("echo")
        echoTime = fields.number("echo_time")
        bValue = fields.number("b_value")
        gradient = fields.vector("gradient")
        component = fields.text("component")
        vectors = fields.wholes("vectors")
        segment = fields.whole("segment")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("stack", stack)
        fields.put("temporal_position", temporalPosition)
        fields.put("trigger_time", triggerTime)
        fields.put("reference_time", referenceTime)
        fields.put("acquisition", acquisition)
        fields.put("acquisition_time", acquisitionTime)
        fields.put("echo", echo)
        fields.put("echo_time", echoTime)
        fields.put("b_value", bValue)
        fields.put("gradient", gradient)
        fields.put("component", component)
        fields.put("vectors", vectors)
        fields.put("segment", segment)
        return fields
    }
}
