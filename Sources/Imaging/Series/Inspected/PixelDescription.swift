package import JSON

/// The shape of an image and how its samples are stored, as the wire frame will have them.
package struct PixelDescription: Sendable, Equatable, FieldCoded {
    package var columns: Int
    package var rows: Int
    package var frames: Int
    /// Samples a pixel: 1, or 3 for colour.
    package var samples: Int
    package var bitsAllocated: Int
    package var bitsStored: Int
    package var isSigned: Bool
    /// Photometric interpretation; colours leave the worker as `RGB`, whatever the file has.
    package var photometric: String
    /// Milliseconds between frames of a cine.
    package var frameTime: Double?
    /// Frame times of a cine that is not even, milliseconds since the first.
    package var frameTimes: [Double]
    /// Value that stands for “no image here” (Pixel Padding Value), and the other end of its range.
    package var padding: ClosedRange<Int>?
    /// Samples of 32 bits or floating point are shown as 16 bits: file value = wire value · slope + intercept. Nil where the
    /// wire has what the file has. `rawFrame` gives the file's own samples.
    package var wireScale: WireScale?

    package init(columns: Int, rows: Int, frames: Int, samples: Int, bitsAllocated: Int) {
        self.columns = columns
        self.rows = rows
        self.frames = frames
        self.samples = samples
        self.bitsAllocated = bitsAllocated
        bitsStored = bitsAllocated
        isSigned = false
        photometric = samples == 1 ? "MONOCHROME2" : "RGB"
        frameTimes = []
    }

    package init?(_ fields: JSONObject) {
        guard let columns = fields.whole("columns"), let rows = fields.whole("rows"), columns > 0, rows > 0,
            let frames = fields.whole("frames"), frames > 0,
            // What a worker claims is not trusted to be multiplied.
            columns < 1 << 20, rows < 1 << 20, frames < 1 << 24, fields.whole("samples") ?? 1 < 16
        else { return nil }
        self.init(
            columns: columns,
            rows: rows,
            frames: frames,
            samples: fields.whole("samples") ?? 1,
            bitsAllocated: fields.whole("bits_allocated") ?? 16
        )
        bitsStored = fields.whole("bits_stored") ?? bitsAllocated
        isSigned = fields.flag("signed")
        photometric = fields.text("photometric") ?? photometric
        frameTime = fields.number("frame_time")
        frameTimes = fields.numbers("frame_times")
        let padding = fields.wholes("padding")
        if padding.count == 2, padding[0] <= padding[1] { self.padding = padding[0]...padding[1] }
        wireScale = fields.nested("wire_scale")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("columns", columns)
        fields.put("rows", rows)
        fields.put("frames", frames)
        fields.put("samples", samples)
        fields.put("bits_allocated", bitsAllocated)
        fields.put("bits_stored", bitsStored)
        fields.put("signed", isSigned)
        fields.put("photometric", photometric)
        fields.put("frame_time", frameTime)
        fields.put("frame_times", frameTimes)
        fields.put("padding", padding.map { [$0.lowerBound, $0.upperBound] } ?? [])
        fields.put("wire_scale", wireScale)
        return fields
    }
}

/// How the 16 bits of the wire stand for values of more: file value = wire value · slope + intercept.
package struct WireScale: Sendable, Equatable, FieldCoded {
    package var slope: Double
    package var intercept: Double
    /// Whether every value of the file has a wire value of its own, so that nothing is lost.
    package var isExact: Bool

    package init(slope: Double, intercept: Double, isExact: Bool) {
        self.slope = slope
        self.intercept = intercept
        self.isExact = isExact
    }

    package init?(_ fields: JSONObject) {
        guard let slope = fields.number("slope"), let intercept = fields.number("intercept") else { return nil }
        self.init(slope: slope, intercept: intercept, isExact: fields.flag("exact"))
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("slope", slope)
        fields.put("intercept", intercept)
        fields.put("exact", isExact)
        return fields
    }
}
