package import JSON

/// The tables that stand between stored values and what is seen.
package struct LookupDescription: Sendable, Equatable, FieldCoded {
    /// How a window turns values into grey (PS3.3 C.11.2.1.2 and C.11.2.1.3).
    package enum VOIFunction: String, Sendable {
        case linear = "LINEAR"
        case linearExact = "LINEAR_EXACT"
        case sigmoid = "SIGMOID"
    }

    package var voiFunction = VOIFunction.linear
    package var voi: [ValueTable] = []
    /// Replaces slope and intercept where it stands.
    package var modality: ValueTable?
    package var palette: PaletteDescription?
    /// Whether the presentation inverts (Presentation LUT Shape `INVERSE`).
    package var isInverse = false

    package init() {}

    package init?(_ fields: JSONObject) {
        voiFunction = fields.text("voi_function").flatMap(VOIFunction.init) ?? .linear
        voi = fields.list("voi")
        modality = fields.nested("modality")
        palette = fields.nested("palette")
        isInverse = fields.flag("inverse")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        if voiFunction != .linear { fields.put("voi_function", voiFunction.rawValue) }
        fields.put("voi", voi)
        fields.put("modality", modality)
        fields.put("palette", palette)
        fields.put("inverse", isInverse)
        return fields
    }
}

/// A table of outputs for stored values: below `first` the first one, above the end the last one.
package struct ValueTable: Sendable, Equatable, FieldCoded {
    package var name: String?
    /// The input that the first output belongs to.
    package var first: Int
    /// Bits of the outputs.
    package var bits: Int
    package var values: [Int]

    package init(name: String?, first: Int, bits: Int, values: [Int]) {
        self.name = name
        self.first = first
        self.bits = bits
        self.values = values
    }

    package init?(_ fields: JSONObject) {
        guard let first = fields.whole("first"), let bits = fields.whole("bits") else { return nil }
        self.init(name: fields.text("name"), first: first, bits: bits, values: fields.wholes("values"))
        guard !values.isEmpty else { return nil }
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("name", name)
        fields.put("first", first)
        fields.put("bits", bits)
        fields.put("values", values)
        return fields
    }
}

/// The colours of an indexed image.
package struct PaletteDescription: Sendable, Equatable, FieldCoded {
    /// The stored value that the first entry belongs to.
    package var first: Int
    /// Bits of an entry: 8 or 16.
    package var bits: Int
    package var red: [Int]
    package var green: [Int]
    package var blue: [Int]

    package init(first: Int, bits: Int, red: [Int], green: [Int], blue: [Int]) {
        self.first = first
        self.bits = bits
        self.red = red
        self.green = green
        self.blue = blue
    }

    package init?(_ fields: JSONObject) {
        guard let first = fields.whole("first"), let bits = fields.whole("bits") else { return nil }
        self.init(
            first: first,
            bits: bits,
            red: fields.wholes("red"),
            green: fields.wholes("green"),
            blue: fields.wholes("blue")
        )
        guard !red.isEmpty, red.count == green.count, red.count == blue.count else { return nil }
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("first", first)
        fields.put("bits", bits)
        fields.put("red", red)
        fields.put("green", green)
        fields.put("blue", blue)
        return fields
    }
}
