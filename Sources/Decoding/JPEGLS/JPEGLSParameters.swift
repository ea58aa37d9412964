/// The numbers that steer a JPEG-LS scan (ITU-T T.87 §C.2.4.1).
struct JPEGLSParameters {
    /// What an LSE segment presets; 0 leaves the default.
    struct Preset {
        var maximum = 0
        var thresholds = (0, 0, 0)
        var reset = 0
    }

    let maximum: Int
    /// How far a sample may be from the original; 0 is lossless.
    let near: Int
    let thresholds: (Int, Int, Int)
    let reset: Int
    /// How many values an error can have, and the bits of one.
    let range: Int
    let errorBits: Int
    let limit: Int

    /// Nil for numbers that the standard forbids.
    init?(precision: Int, near: Int, _ preset: Preset) {
        let maximum = preset.maximum == 0 ? 1 << precision - 1 : preset.maximum
        guard (2...16).contains(precision), maximum > 0, maximum < 1 << precision, near >= 0,
            near <= min(255, maximum / 2)
        else { return nil }
        let defaults = Self.thresholds(maximum, near)
        let first = preset.thresholds.0 == 0 ? defaults.0 : preset.thresholds.0
        let second = preset.thresholds.1 == 0 ? defaults.1 : preset.thresholds.1
        let third = preset.thresholds.2 == 0 ? defaults.2 : preset.thresholds.2
        guard near < first, first <= second, second <= third, third <= maximum else { return nil }
        let reset = preset.reset == 0 ? 64 : preset.reset
        guard (3...max(255, maximum)).contains(reset) else { return nil }
        self.maximum = maximum
        self.near = near
        self.reset = reset
        thresholds = (first, second, third)
        range = (maximum + 2 * near) / (2 * near + 1) + 1
        errorBits = Self.bits(range)
        let bits = max(2, Self.bits(maximum + 1))
        limit = 2 * (bits + max(8, bits))
    }

    /// The bits that number `count` things.
    private static func bits(_ count: Int) -> Int {
        var bits = 0
        while 1 << bits < count { bits += 1 }
        return bits
    }

    /// §C.2.4.1.1.1.
    private static func thresholds(_ maximum: Int, _ near: Int) -> (Int, Int, Int) {
        func clamp(_ value: Int, _ low: Int) -> Int { value > maximum || value < low ? low : value }
        if maximum >= 128 {
            let factor = (min(maximum, 4095) + 128) / 256
            let first = clamp(factor + 2 + 3 * near, near + 1)
            let second = clamp(factor * 4 + 3 + 5 * near, first)
            return (first, second, clamp(factor * 17 + 4 + 7 * near, second))
        }
        let factor = 256 / (maximum + 1)
        let first = clamp(max(2, 3 / factor + 3 * near), near + 1)
        let second = clamp(max(3, 7 / factor + 5 * near), first)
        return (first, second, clamp(max(4, 21 / factor + 7 * near), second))
    }
}
