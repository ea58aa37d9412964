import Foundation
import PixelEngine
import Testing

@Suite("Display")
struct DisplayTests {
    @Test func `our exponential is the system's but for the last bits`() {
        for step in -7000...7000 {
            let x = Double(step) / 10.37
            let expected = exp(min(max(x, -699), 699))
            guard abs(x) < 699 else { continue }
            #expect(abs(Exponential.exp(x) - expected) <= expected * 1e-14)
        }
        #expect(Exponential.exp(0) == 1)
        #expect(Exponential.exp(-1e9) == 0)
        #expect(Exponential.exp(.nan) == 0)
        #expect(Exponential.exp(.infinity).isFinite)
    }

    @Test func `windows of no width and numbers that are none still make greys`() {
        var windowing = Windowing()
        for width in [0, -5, 1e-300, .infinity, .nan] {
            for centre in [0, 1e300, .nan, -.infinity] {
                for function in [Windowing.Function.linear, .linearExact, .sigmoid] {
                    windowing.width = width
                    windowing.centre = centre
                    windowing.function = function
                    for value in [-1e9, 0, 3, 1e9, .nan] { #expect(windowing.grey(value) <= 255) }
                }
            }
        }
    }

    @Test func `a table's first and last entries stand for all beyond`() {
        [UInt16]([10, 20, 30]).withUnsafeBufferPointer { values in
            let table = LookupTable(first: -1, bits: 8, values: values)
            #expect([-100, -1, 0, 1, 100].map { table[$0] } == [10, 10, 20, 30, 30])
        }
    }

    @Test func `inverting turns white into black`() {
        var windowing = Windowing()
        windowing.centre = 128
        windowing.width = 256
        var table = [UInt32](repeating: 0, count: 65536)
        table.withUnsafeMutableBufferPointer { windowing.build($0) }
        #expect(table[255] == 0xFFFF_FFFF)
        windowing.isInverted = true
        table.withUnsafeMutableBufferPointer { windowing.build($0) }
        #expect(table[255] == 0xFF00_0000)
        #expect(table[0] == 0xFFFF_FFFF)
    }

    @Test func `a segment has an outline, a fill, and no colour where it is hidden; a proposal has holes`() {
        var fills = [UInt32](repeating: 0, count: 256)
        var outlines = fills
        var styles = [UInt8](repeating: 0, count: 256)
        fills[1] = 0xFF00_00FF
        outlines[1] = 0xFF00_FF00
        fills[2] = 0xFFFF_0000
        outlines[2] = 0xFFFF_FFFF
        styles[2] = LabelOverlay.proposed
        let columns = 60
        let rows = 30
        func label(_ x: Int, _ y: Int) -> UInt8 {
            guard (4..<26).contains(y) else { return 0 }
            return (4..<20).contains(x) ? 1 : (24..<40).contains(x) ? 2 : (44..<55).contains(x) ? 3 : 0
        }
        let labels = (0..<rows).flatMap { y in (0..<columns).map { label($0, y) } }
        var pixels = [UInt32](repeating: 0xFF10_1010, count: columns * rows)
        fills.withUnsafeBufferPointer { fills in
            outlines.withUnsafeBufferPointer { outlines in
                styles.withUnsafeBufferPointer { styles in
                    labels.withUnsafeBufferPointer { labels in
                        pixels.withUnsafeMutableBufferPointer {
                            LabelOverlay(fills: fills, outlines: outlines, styles: styles, thickness: 2)
                                .draw(labels, columns: columns, rows: rows, over: $0)
                        }
                    }
                }
            }
        }
        func pixel(_ x: Int, _ y: Int) -> UInt32 { pixels[y * columns + x] }
        #expect(pixel(4, 10) == 0xFF00_FF00)
        #expect(pixel(5, 10) == 0xFF00_FF00)
        #expect(pixel(6, 10) == 0xFF00_00FF)
        #expect(pixel(3, 10) == 0xFF10_1010)
        #expect(pixel(50, 10) == 0xFF10_1010)
        let proposed = (24..<40).flatMap { x in (4..<26).map { pixel(x, $0) } }
        #expect(Set(proposed) == [0xFF10_1010, 0xFFFF_0000, 0xFFFF_FFFF])
    }
}
