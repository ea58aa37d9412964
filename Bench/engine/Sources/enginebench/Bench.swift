import Foundation
import PixelEngine

/// Prints `name<tab>milliseconds` for every kernel that Bench/engine.mjs times in WebAssembly, on the same inputs.
@main
struct Bench {
    static let grid = Grid(columns: 512, rows: 512, slices: 200, spacingX: 0.7, spacingY: 0.7, spacingZ: 1.25)

    /// The best of some runs, after one that counts for nothing.
    static func time(_ name: String, _ runs: Int, prepare: () -> Void = {}, _ body: () -> Void) {
        var best = Double.infinity
        for run in 0...runs {
            prepare()
            let start = DispatchTime.now().uptimeNanoseconds
            body()
            let taken = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
            if run > 0 { best = min(best, taken) }
        }
        print("\(name)\t\(best)")
    }

    static func volume() -> [Int16] {
        var samples = [Int16](repeating: 0, count: grid.count)
        samples.withUnsafeMutableBufferPointer { samples in
            for k in 0..<200 {
                for j in 0..<512 {
                    for i in 0..<512 {
                        let x = i - 256
                        let y = j - 256
                        let z = (k - 100) * 2
                        let isInside = x * x + y * y + z * z < 150 * 150
                        samples[grid.index(i, j, k)] = Int16(((i * 3 + j * 5 + k * 7) & 63) + (isInside ? 1000 : 0))
                    }
                }
            }
        }
        return samples
    }

    static func brush(
        _ x: Int32, _ y: Int32, _ z: Int32, flags: Int32 = 1 << 16, segment: Int32, radius: Int32 = 15000,
        gate: [Int32] = [0, 0]
    ) -> [Int32] {
        [1, 3, 0, segment, flags, radius, 0, 0, 0, 0] + gate + [
            0, 2, x * 256, y * 256, z * 256, (x + 6) * 256, (y + 3) * 256, z * 256,
        ]
    }

    static func main() {
        let samples = volume()
        samples.withUnsafeBufferPointer { volume in
            display(volume)
            masks(volume)
        }
    }

    static func display(_ volume: UnsafeBufferPointer<Int16>) {
        let count = 512 * 512
        let oblique = ReslicePlane(
            origin: Vector(0, 75, 1), right: Vector(0.998, 0, 0), down: Vector(0, 0.70710678, 0.38), columns: 512,
            rows: 512)
        let axial = ReslicePlane(
            origin: Vector(0, 0, 90), right: Vector(1, 0, 0), down: Vector(0, 1, 0), columns: 512, rows: 512)
        var enlarged = axial
        enlarged.right.x = 0.73
        enlarged.down.y = 0.73
        let picture = UnsafeMutableBufferPointer<Int16>.allocate(capacity: count)
        let labels = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
        let pixels = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count)
        let table = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 65536)
        picture.initialize(repeating: 0)
        pixels.initialize(repeating: 0)
        table.initialize(repeating: 0)
        for at in 0..<count { labels.initializeElement(at: at, to: UInt8((at % 512) >> 5 & (at / 512) >> 5 & 3)) }
        var windowing = Windowing()
        windowing.centre = 40
        windowing.width = 400
        time("build a window", 20) { windowing.build(table) }
        windowing.function = .sigmoid
        time("build a sigmoid window", 10) { windowing.build(table) }
        time("window 512²", 50) {
            Windowing.apply(UnsafeBufferPointer(table), to: UnsafeBufferPointer(picture), pixels)
        }
        time("oblique 512², trilinear", 20) {
            Reslice.intensities(volume, grid, oblique, .trilinear, fill: -1024, into: picture)
        }
        time("oblique 512², nearest", 20) {
            Reslice.intensities(volume, grid, oblique, .nearest, fill: -1024, into: picture)
        }
        time("axial 512², as it is", 20) {
            Reslice.intensities(volume, grid, axial, .trilinear, fill: -1024, into: picture)
        }
        time("axial 512², enlarged", 20) {
            Reslice.intensities(volume, grid, enlarged, .trilinear, fill: -1024, into: picture)
        }
        time("highest of 20 slices", 20) {
            Reslice.slab(
                volume, grid, axial, through: Vector(0, 0, 1), count: 20, .nearest, .maximum, fill: -1024, into: picture
            )
        }
        time("mean of 20 slices", 20) {
            Reslice.slab(
                volume, grid, axial, through: Vector(0, 0, 1), count: 20, .nearest, .mean, fill: -1024, into: picture)
        }
        let colours = (0..<256).map { UInt32($0 * 0x10203) | 0x5000_0000 }
        let styles = [UInt8](repeating: 0, count: 256)
        colours.withUnsafeBufferPointer { colours in
            styles.withUnsafeBufferPointer { styles in
                let overlay = LabelOverlay(fills: colours, outlines: colours, styles: styles, thickness: 1)
                time("labels over 512²", 20) {
                    overlay.draw(UnsafeBufferPointer(labels), columns: 512, rows: 512, over: pixels)
                }
            }
        }
        let frame = (0..<count).map { UInt16(truncatingIfNeeded: Int(volume[90 * count + $0]) + ($0 * 7919 >> 4 & 31)) }
        let bytes =
            (try? frame.withUnsafeBufferPointer {
                try WireFrame.encode($0, columns: 512, rows: 512, bitsStored: 12, isSigned: true)
            }) ?? []
        bytes.withUnsafeBufferPointer { bytes in
            time("wire frame 512²", 30) { _ = try? WireFrame.decode(bytes, into: picture) }
        }
    }

    static func masks(_ volume: UnsafeBufferPointer<Int16>) {
        guard let editor = MaskEditor(grid: grid) else { return }
        func apply(_ record: [Int32]) { _ = record.withUnsafeBufferPointer { editor.apply($0, intensities: volume) } }
        var turn: Int32 = 0
        time("brush segment, 15 mm ball", 60) {
            turn += 1
            apply(brush(250, 250, 100, segment: turn % 2 + 1))
        }
        time("brush segment, gated", 60) {
            turn += 1
            apply(brush(250, 250, 100, flags: 1 << 16 | 1 << 17, segment: turn % 2 + 1, gate: [1000, 1040]))
        }
        time("brush segment, adaptive", 20) {
            turn += 1
            apply(brush(250, 250, 100, flags: 1 << 16 | 1 << 18, segment: turn % 2 + 1))
        }
        time(
            "hash after a segment", 20,
            prepare: {
                turn += 1
                apply(brush(250, 250, 100, segment: turn % 2 + 1))
            }
        ) { _ = editor.hash }
        func stroke() {
            turn += 1
            for at in 0..<60 as Range<Int32> {
                apply(brush(100 + at * 5, 200 + at, 100, flags: 1 << 16 | (at > 0 ? 2 : 0), segment: turn % 2 + 1))
            }
        }
        time("undo of 60 segments", 20, prepare: stroke) { apply([1, 1, 0, 0, 0]) }
        let box: [Int32] = [0, 0, 0, 512, 512, 200]
        apply([1, 16, 0, 0, 0] + box)
        for at in 0..<60 as Range<Int32> {
            apply(brush(60 + at * 37 % 400, 60 + at * 53 % 400, 10 + at * 29 % 180, segment: at % 9 + 1, radius: 22000))
        }
        let labels = editor.labels(0)
        time("runs of 52 M voxels", 5) { _ = Runs.encode(labels, plane: 512 * 512) }
        let undo: [Int32] = [1, 1, 0, 0, 0]
        let operations: [(String, [Int32])] = [
            ("flood fill", [1, 5, 0, 20, 0, 256 * 256, 256 * 256, 100 * 256, 900, 1100, -1] + box),
            ("confidence growing", [1, 6, 0, 20, 0, 256 * 256, 256 * 256, 100 * 256, 640, 3, 2, -1] + box),
            ("threshold", [1, 15, 0, 21, 0, 1000, 1100] + box),
            ("margin 3 mm", [1, 9, 0, 3, 0, 3000, -1]),
            ("largest island", [1, 7, 0, 3, 0, 0, 0, 0, 0, 0, 0]),
            ("fill holes", [1, 8, 0, 3, 0, -1, 0]),
            ("smooth, median 3 mm", [1, 10, 0, 3, 0, 0, 3000, -1]),
            ("grow from seeds", [1, 14, 0, 0, 0, 200, 200, 80, 300, 300, 120, 0, 0]),
        ]
        for (name, record) in operations {
            time(name, 2, prepare: { if editor.undoCount > 60 { apply(undo) } }) { apply(record) }
        }
    }
}
