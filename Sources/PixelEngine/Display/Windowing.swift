/// From the samples of a volume to the colours of the screen, as one table of 65 536 entries built when a window changes and looked up per pixel.
///
/// sample → stored value (+ `offset`) → modality value (rescale or modality table) → VOI (window function or VOI table) → grey 0–255 → inverted →
/// colour (grey, a map of 256, or a palette that replaces all that goes before).
///
/// The functions are those of DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3; grey is rounded half up.
package struct Windowing {
    /// How a modality value becomes a grey.
    package enum Function: Int32, Sendable {
        case linear = 0
        case linearExact = 1
        case sigmoid = 2
    }

    package var offset = 0
    package var slope = 1.0
    package var intercept = 0.0
    package var function = Function.linear
    package var centre = 0.0
    package var width = 1.0
    package var isInverted = false
    package var modality: LookupTable?
    package var voi: LookupTable?
    /// 256 colours for the greys; grey itself if there are fewer.
    package var colours = UnsafeBufferPointer<UInt32>.none

    package init() {}

    /// Grey as a pixel: red in the lowest byte, then green, blue and 255.
    @inline(__always)
    static func pixel(_ grey: UInt32) -> UInt32 { 0xFF00_0000 | grey << 16 | grey << 8 | grey }

    /// Fills a table of 65 536 entries, indexed by the sample's bit pattern.
    package func build(_ table: UnsafeMutableBufferPointer<UInt32>) {
        guard table.count >= 65536 else { return }
        for sample in -32768...32767 {
            let stored = sample &+ offset
            let value = modality.map { Double($0[stored]) } ?? Double(stored) * slope + intercept
            var grey = self.grey(value)
            if isInverted { grey = 255 - grey }
            let entry = colours.count >= 256 ? colours[Int(grey)] : Self.pixel(grey)
            table[sample & 0xFFFF] = entry
        }
    }

    /// The grey of a modality value.
    package func grey(_ value: Double) -> UInt32 {
        if let voi {
            return Self.round(Double(voi[whole((value + 0.5).rounded(.down), -0x7FFF_FFFF, 0x7FFF_FFFF)]) / voi.highest)
        }
        switch function {
        case .linear:
            if width <= 1 { return value <= centre - 0.5 ? 0 : 255 }
            return Self.round((value - (centre - 0.5)) / (width - 1) + 0.5)
        case .linearExact:
            if width <= 0 { return value <= centre ? 0 : 255 }
            return Self.round((value - centre) / width + 0.5)
        case .sigmoid:
            if width == 0 { return value <= centre ? 0 : 255 }
            return Self.round(1 / (1 + Exponential.exp(-4 * (value - centre) / width)))
        }
    }

    /// A part of white as a grey.
    private static func round(_ part: Double) -> UInt32 {
        if !(part > 0) { return 0 }
        if part >= 1 { return 255 }
        return UInt32(part * 255 + 0.5)
    }

    /// Fills a table for a palette: stored values are names of colours.
    package static func build(
        palette red: LookupTable, _ green: LookupTable, _ blue: LookupTable, offset: Int,
        _ table: UnsafeMutableBufferPointer<UInt32>
    ) {
        guard table.count >= 65536 else { return }
        for sample in -32768...32767 {
            let stored = sample &+ offset
            let r = round(Double(red[stored]) / red.highest)
            let g = round(Double(green[stored]) / green.highest)
            let b = round(Double(blue[stored]) / blue.highest)
            table[sample & 0xFFFF] = 0xFF00_0000 | b << 16 | g << 8 | r
        }
    }

    /// Looks up every sample.
    package static func apply(
        _ table: UnsafeBufferPointer<UInt32>, to samples: UnsafeBufferPointer<Int16>,
        _ pixels: UnsafeMutableBufferPointer<UInt32>
    ) {
        guard table.count >= 65536 else { return }
        for at in 0..<min(samples.count, pixels.count) {
            pixels[at] = table[Int(UInt16(bitPattern: samples[at]))]
        }
    }
}
