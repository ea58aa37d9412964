import PixelEngine
import Testing

/// The native engine against what the one in the browser made of the same inputs. Tests/Web/engine.test.js holds WebAssembly to the same file.
@Suite("Native equals WebAssembly")
struct EqualityTests {
    @Test(arguments: EngineVector.all)
    func `native makes the same of a vector as WebAssembly`(_ vector: EngineVector) throws {
        let runner = try #require(Self.runners[vector.kind], "no runner for \(vector.kind)")
        #expect(try runner(vector) == vector.result)
    }

    @Test func `there are vectors`() { #expect(EngineVector.all.count >= 40) }

    private static let runners: [String: @Sendable (EngineVector) throws -> String] = [
        "mask": { try replay($0, $0.records) },
        "random": { vector in
            var numbers = Congruence(vector.int("seed"))
            let text = try replay(vector, (0..<vector.int("count")).map { _ in randomRecord(&numbers) })
            return fingerprint(Array(text.utf8))
        },
        "reslice": { vector in
            let plane = vector.plane
            var picture = [Int16](repeating: 0, count: plane.columns * plane.rows)
            scene(vector.grid, seed: vector.int("seed")).withUnsafeBufferPointer { volume in
                picture.withUnsafeMutableBufferPointer {
                    Reslice.intensities(
                        volume, vector.grid, plane, vector.flag("smooth") ? .trilinear : .nearest, fill: -1000, into: $0
                    )
                }
            }
            return fingerprint(picture)
        },
        "labels": { vector in
            let editor = try #require(MaskEditor(grid: vector.grid))
            for record in vector.records { _ = editor.apply(record) }
            let plane = vector.plane
            var picture = [UInt8](repeating: 0, count: plane.columns * plane.rows)
            picture.withUnsafeMutableBufferPointer { Reslice.labels(editor.labels(0), vector.grid, plane, into: $0) }
            return fingerprint(picture)
        },
        "slab": { vector in
            let plane = vector.plane
            let numbers = vector.numbers("plane")
            let projections: [String: Reslice.Projection] = ["maximum": .maximum, "minimum": .minimum, "mean": .mean]
            let projection = try #require(projections[vector.text("projection")])
            var picture = [Int16](repeating: 0, count: plane.columns * plane.rows)
            scene(vector.grid, seed: vector.int("seed")).withUnsafeBufferPointer { volume in
                picture.withUnsafeMutableBufferPointer {
                    Reslice.slab(
                        volume, vector.grid, plane, through: Vector(numbers[9], numbers[10], numbers[11]),
                        count: vector.int("count"), vector.flag("smooth") ? .trilinear : .nearest, projection,
                        fill: -1000,
                        into: $0)
                }
            }
            return fingerprint(picture)
        },
        "window": { vector in lookup(vector.object("window")) },
        "palette": { vector in
            let palette = vector.object("palette")
            var table = [UInt32](repeating: 0, count: 65536)
            let channels = ["red", "green", "blue"].map { palette.numbers($0).map { UInt16($0) } }
            channels[0].withUnsafeBufferPointer { red in
                channels[1].withUnsafeBufferPointer { green in
                    channels[2].withUnsafeBufferPointer { blue in
                        func channel(_ values: UnsafeBufferPointer<UInt16>) -> LookupTable {
                            LookupTable(first: palette.int("first"), bits: palette.int("bits"), values: values)
                        }
                        table.withUnsafeMutableBufferPointer {
                            Windowing.build(
                                palette: channel(red), channel(green), channel(blue), offset: palette.int("offset"), $0)
                        }
                    }
                }
            }
            return fingerprint(table)
        },
        "overlay": { overlay($0) },
        "wire": { try wire($0) },
    ]

    /// A mask replayed: what each record did, and the hash after it.
    private static func replay(_ vector: EngineVector, _ records: [[Int32]]) throws -> String {
        let names = [
            "", "malformed", "unknownVersion", "unknownKind", "outOfRange", "needsIntensities", "nothingToUndo",
            "tooLarge",
            "locked",
        ]
        let intensities = scene(vector.grid, seed: vector.int("seed"))
        let editor = try #require(MaskEditor(grid: vector.grid))
        return records.map { record in
            let outcome = editor.apply(record, intensities: intensities)
            let box = outcome.box
            let bounds = [box.minI, box.minJ, box.minK, box.endI, box.endJ, box.endK]
            return [
                names[Int(outcome.failure?.rawValue ?? 0)], String(outcome.changed),
                outcome.changed > 0 ? bounds.map { String($0) }.joined(separator: " ") : "", hex(editor.hash),
            ].joined(separator: "|")
        }.joined(separator: "\n")
    }

    private static func lookup(_ window: EngineVector) -> String {
        var windowing = Windowing()
        windowing.offset = window.int("offset")
        windowing.slope = window.fields["slope"] == nil ? 1 : window.number("slope")
        windowing.intercept = window.number("intercept")
        windowing.function = ["LINEAR_EXACT": .linearExact, "SIGMOID": .sigmoid][window.text("function")] ?? .linear
        windowing.centre = window.number("centre")
        windowing.width = window.number("width")
        windowing.isInverted = window.flag("inverted")
        var table = [UInt32](repeating: 0, count: 65536)
        let modality = window.object("modality")
        let voi = window.object("voi")
        modality.numbers("values").map { UInt16($0) }.withUnsafeBufferPointer { modalityValues in
            voi.numbers("values").map { UInt16($0) }.withUnsafeBufferPointer { voiValues in
                window.numbers("colours").map { UInt32($0) }.withUnsafeBufferPointer { colours in
                    if !modalityValues.isEmpty {
                        windowing.modality = LookupTable(first: modality.int("first"), bits: 16, values: modalityValues)
                    }
                    if !voiValues.isEmpty {
                        windowing.voi = LookupTable(first: voi.int("first"), bits: voi.int("bits"), values: voiValues)
                    }
                    windowing.colours = colours
                    table.withUnsafeMutableBufferPointer { windowing.build($0) }
                }
            }
        }
        return fingerprint(table)
    }

    private static func overlay(_ vector: EngineVector) -> String {
        var numbers = Congruence(vector.int("seed"))
        let size = vector.numbers("size").map { Int($0) }
        var fills = [UInt32](repeating: 0, count: 256)
        var outlines = fills
        var styles = [UInt8](repeating: 0, count: 256)
        func colour() -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(numbers.below(256)) << UInt32(8 * $1) } }
        for segment in 1..<256 {
            fills[segment] = colour()
            outlines[segment] = colour()
            styles[segment] = UInt8(numbers.below(2))
        }
        var labels: [UInt8] = []
        var pixels: [UInt32] = []
        for at in 0..<size[0] * size[1] {
            labels.append(UInt8(((at % size[0]) >> 3) * ((at / size[0]) >> 2) % 5))
            pixels.append((0..<3).reduce(0xFF00_0000) { $0 | UInt32(numbers.below(256)) << UInt32(8 * $1) })
        }
        fills.withUnsafeBufferPointer { fills in
            outlines.withUnsafeBufferPointer { outlines in
                styles.withUnsafeBufferPointer { styles in
                    let overlay = LabelOverlay(
                        fills: fills, outlines: outlines, styles: styles, thickness: vector.int("thickness"))
                    labels.withUnsafeBufferPointer { labels in
                        pixels.withUnsafeMutableBufferPointer {
                            overlay.draw(labels, columns: size[0], rows: size[1], over: $0)
                        }
                    }
                }
            }
        }
        return fingerprint(pixels)
    }

    /// Encodes here, which the fixture's twin in JavaScript did there, and decodes.
    private static func wire(_ vector: EngineVector) throws -> String {
        var numbers = Congruence(vector.int("seed"))
        let (columns, rows, channels) = (vector.int("columns"), vector.int("rows"), vector.int("channels"))
        let bits = vector.int("bits")
        let values = (0..<columns * rows * channels).map { at in
            ((at * 37 & 0xFF) * (bits > 8 ? 200 : 1) + numbers.below(50)) & (bits > 8 ? 0xFFFF : 0xFF)
        }
        let bytes: [UInt8]
        if bits > 8 {
            bytes = try values.map { UInt16($0) }.withUnsafeBufferPointer {
                try WireFrame.encode(
                    $0, columns: columns, rows: rows, bitsStored: bits, isSigned: vector.flag("signed"))
            }
        } else if channels == 1 {
            bytes = try values.map { UInt8($0) }.withUnsafeBufferPointer {
                try WireFrame.encode(
                    $0, columns: columns, rows: rows, bitsStored: bits, isSigned: vector.flag("signed"))
            }
        } else {
            bytes = try values.map { UInt8($0) }.withUnsafeBufferPointer {
                try WireFrame.encode(colour: $0, columns: columns, rows: rows)
            }
        }
        return try bytes.withUnsafeBufferPointer { bytes in
            let header = try WireHeader(bytes)
            let start = "\(fingerprint(Array(bytes))) \(header.offset) "
            if channels == 3 {
                var pixels = [UInt32](repeating: 0, count: header.pixels)
                _ = try pixels.withUnsafeMutableBufferPointer { try WireFrame.decode(bytes, pixels: $0) }
                return start + fingerprint(pixels)
            }
            var samples = [Int16](repeating: 0, count: header.pixels)
            _ = try samples.withUnsafeMutableBufferPointer { try WireFrame.decode(bytes, into: $0) }
            return start + fingerprint(samples)
        }
    }
}
