import Imaging
import PixelEngine

/// Frames as pictures of 8 bits, through the same window as in the browser.
struct Renderer {
    let file: InspectedFile

    /// A grey or RGB picture of a frame.
    func picture(_ samples: FrameSamples, frame: Int, window: VOIWindow?) -> FrameSamples {
        if samples.samples == 3 { return samples }
        if let palette = file.lookups.palette, file.pixels?.photometric == "PALETTE COLOR" {
            return colours(samples, palette)
        }
        return greys(samples, frame, window)
    }

    private func greys(_ samples: FrameSamples, _ frame: Int, _ asked: VOIWindow?) -> FrameSamples {
        let values = Self.volumeSamples(samples)
        let rescale = file.wireRescale(of: frame)
        var windowing = Windowing()
        windowing.offset = values.offset
        windowing.slope = rescale.slope
        windowing.intercept = rescale.intercept
        windowing.isInverted = (file.pixels?.photometric == "MONOCHROME1") != file.lookups.isInverse
        windowing.function =
            switch file.lookups.voiFunction {
            case .linear: .linear
            case .linearExact: .linearExact
            case .sigmoid: .sigmoid
            }
        return Self.withTable(file.lookups.modality) { modality in
            windowing.modality = modality
            // Asked first, then what the file proposes: a window, a table; then what there is.
            let own = file.frame(frame).windows.first
            if let window = asked ?? own {
                (windowing.centre, windowing.width) = (window.centre, window.width)
                return Self.grey(windowing, values.samples, samples)
            }
            if let table = file.lookups.voi.first {
                return Self.withTable(table) { voi in
                    windowing.voi = voi
                    return Self.grey(windowing, values.samples, samples)
                }
            }
            let fitted = Self.fitted(values.samples, windowing, padding: file.pixels?.padding)
            windowing.function = .linearExact
            (windowing.centre, windowing.width) = (fitted.centre, fitted.width)
            return Self.grey(windowing, values.samples, samples)
        }
    }

    private func colours(_ samples: FrameSamples, _ palette: PaletteDescription) -> FrameSamples {
        let values = Self.volumeSamples(samples)
        func table(_ channel: [Int]) -> ValueTable {
            ValueTable(name: nil, first: palette.first, bits: palette.bits, values: channel)
        }
        return Self.withTable(table(palette.red)) { red in
            Self.withTable(table(palette.green)) { green in
                Self.withTable(table(palette.blue)) { blue in
                    guard let red, let green, let blue else { return samples }
                    return Self.looked(up: values.samples, samples, isGrey: false) {
                        Windowing.build(palette: red, green, blue, offset: values.offset, $0)
                    }
                }
            }
        }
    }

    /// Samples as a volume holds them, and what was taken from them to fit.
    private static func volumeSamples(_ samples: FrameSamples) -> (samples: [Int16], offset: Int) {
        switch samples.type {
        case .int16: return (WireEncoder.words(samples.bytes).map { Int16(bitPattern: $0) }, 0)
        case .uint16:
            return (WireEncoder.words(samples.bytes).map { Int16(truncatingIfNeeded: Int($0) - 32768) }, 32768)
        default: return (samples.bytes.map { Int16($0) }, 0)
        }
    }

    /// The middle 99 of 100 values, so that a bright marker does not blacken the rest.
    private static func fitted(
        _ samples: [Int16], _ windowing: Windowing, padding: ClosedRange<Int>?
    ) -> (centre: Double, width: Double) {
        var counts = [Int](repeating: 0, count: 65536)
        var total = 0
        for sample in samples where padding?.contains(Int(sample) + windowing.offset) != true {
            counts[Int(sample) + 32768] += 1
            total += 1
        }
        func value(after part: Double) -> Double {
            var left = Int(Double(total) * part)
            let index = counts.firstIndex { count in
                left -= count
                return left < 0
            }
            let stored = (index ?? 65535) - 32768 + windowing.offset
            return windowing.modality.map { Double($0[stored]) } ?? Double(stored) * windowing.slope
                + windowing.intercept
        }
        guard total > 0 else { return (0, 1) }
        let (a, b) = (value(after: 0.005), value(after: 0.995))
        return ((a + b) / 2, max((b - a).magnitude, windowing.slope.magnitude, 1e-9))
    }

    private static func grey(_ windowing: Windowing, _ values: [Int16], _ like: FrameSamples) -> FrameSamples {
        looked(up: values, like, isGrey: true) { windowing.build($0) }
    }

    private static func looked(
        up values: [Int16], _ like: FrameSamples, isGrey: Bool, _ build: (UnsafeMutableBufferPointer<UInt32>) -> Void
    ) -> FrameSamples {
        var table = [UInt32](repeating: 0, count: 65536)
        table.withUnsafeMutableBufferPointer { build($0) }
        var pixels = [UInt32](repeating: 0, count: values.count)
        table.withUnsafeBufferPointer { table in
            values.withUnsafeBufferPointer { values in
                pixels.withUnsafeMutableBufferPointer { Windowing.apply(table, to: values, $0) }
            }
        }
        let bytes =
            isGrey
            ? pixels.map { UInt8(truncatingIfNeeded: $0) }
            : pixels.flatMap {
                [
                    UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8),
                    UInt8(truncatingIfNeeded: $0 >> 16),
                ]
            }
        return FrameSamples(
            columns: like.columns,
            rows: like.rows,
            type: .uint8,
            samples: isGrey ? 1 : 3,
            bitsStored: 8,
            bytes: bytes
        )
    }

    /// Lends a table in the engine's form; nil for none.
    private static func withTable<Value>(_ table: ValueTable?, _ body: (LookupTable?) -> Value) -> Value {
        guard let table else { return body(nil) }
        let values = table.values.map { UInt16(truncatingIfNeeded: max(0, min(65535, $0))) }
        return values.withUnsafeBufferPointer { body(LookupTable(first: table.first, bits: table.bits, values: $0)) }
    }
}
