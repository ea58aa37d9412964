import Imaging
import Testing

@testable import Decoding

@Suite struct JPEGTransformedTests {
    private let columns = 19
    private let rows = 11
    private var blocks: Int { 3 * 2 }

    /// Coefficients in zigzag order, most of them zero.
    private func coefficients() -> [[Int]] {
        var generator = SeededNumbers(21)
        return (0..<blocks).map { block in
            // One block is flat, so that the short way is taken too.
            (0..<64).map { index in
                if index == 0 { return Int.random(in: -1000...1000, using: &generator) }
                guard block > 0, Int.random(in: 0..<5, using: &generator) == 0 else { return 0 }
                return Int.random(in: -90...90, using: &generator)
            }
        }
    }

    private func start(_ marker: UInt8, table: Int) -> JPEGWriter {
        var writer = JPEGWriter()
        writer.segment(0xDB, [0] + [UInt8](repeating: UInt8(table), count: 64))
        writer.plainTables()
        writer.frame(marker, precision: 12, columns: columns, rows: rows, components: 1)
        return writer
    }

    private func direct(_ blocks: [[Int]], _ shift: Int, _ writer: inout JPEGWriter) {
        var before = 0
        for block in blocks {
            writer.value((block[0] >> shift) - before)
            before = block[0] >> shift
        }
    }

    private func band(_ block: [Int], _ range: ClosedRange<Int>, _ writer: inout JPEGWriter) {
        var run = 0
        for index in range {
            if block[index] == 0 {
                run += 1
                continue
            }
            while run > 15 {
                writer.symbol(0xF0)
                run -= 16
            }
            writer.value(block[index], run: run)
            run = 0
        }
        if run > 0 { writer.symbol(0) }
    }

    private func sequential(table: Int) -> [UInt8] {
        var writer = start(0xC1, table: table)
        writer.scan([0], 0, 63, 0, 0)
        var before = 0
        for block in coefficients() {
            writer.value(block[0] - before)
            before = block[0]
            band(block, 1...63, &writer)
        }
        writer.end()
        return writer.bytes
    }

    /// The same coefficients, the mean first, then two bands, the second in two scans of which one adds the last bit.
    private func progressive(table: Int) -> [UInt8] {
        var writer = start(0xC2, table: table)
        let all = coefficients()
        writer.scan([0], 0, 0, 0, 1)
        direct(all, 1, &writer)
        writer.flush()
        writer.scan([0], 0, 0, 1, 0)
        for block in all { writer.put(block[0] & 1, 1) }
        writer.flush()
        writer.scan([0], 1, 5, 0, 0)
        for block in all { band(block, 1...5, &writer) }
        writer.flush()
        writer.scan([0], 6, 63, 0, 1)
        // A first scan of a band holds values divided by two towards zero.
        for block in all { band(block.map { $0 / 2 }, 6...63, &writer) }
        writer.flush()
        writer.scan([0], 6, 63, 1, 0)
        for block in all { refine(block, 6...63, &writer) }
        writer.end()
        return writer.bytes
    }

    /// The last bit of a band (T.81 §G.1.2.3): new ones with their sign, a bit for each that is there.
    private func refine(_ block: [Int], _ range: ClosedRange<Int>, _ writer: inout JPEGWriter) {
        var run = 0
        var pending: [Int] = []
        let last = range.last { abs(block[$0]) == 1 }
        for index in range {
            if abs(block[index]) > 1 {
                pending.append(abs(block[index]) & 1)
            } else if block[index] == 0 {
                run += 1
                if run == 16, let last, index < last {
                    writer.symbol(0xF0)
                    for bit in pending { writer.put(bit, 1) }
                    pending = []
                    run = 0
                }
            } else {
                writer.symbol(run << 4 | 1)
                writer.put(block[index] > 0 ? 1 : 0, 1)
                for bit in pending { writer.put(bit, 1) }
                pending = []
                run = 0
            }
        }
        if run > 0 || !pending.isEmpty {
            writer.symbol(0)
            for bit in pending { writer.put(bit, 1) }
        }
    }

    /// The transform by its definition in floating point.
    private func expected(table: Int) -> [Double] {
        let all = coefficients()
        var output = [Double](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                let block = all[row / 8 * 3 + column / 8]
                var sum = 0.0
                for index in 0..<64 where block[index] != 0 {
                    let (v, u) = (Int(JPEGTransformed.zigzag[index]) / 8, Int(JPEGTransformed.zigzag[index]) % 8)
                    sum +=
                        Double(block[index] * table) * Self.wave(u, column % 8) * Self.wave(v, row % 8) / 4
                }
                output[row * columns + column] = min(4095, max(0, sum + 2048))
            }
        }
        return output
    }

    private static func wave(_ frequency: Int, _ place: Int) -> Double {
        // cos((2x + 1) u π / 16), by its angle in sixteenths of a half turn.
        let angle = ((2 * place + 1) * frequency) % 32
        let quarter = [
            1, 0.980785280403230, 0.923879532511287, 0.831469612302545, 0.707106781186548, 0.555570233019602,
            0.382683432365090, 0.195090322016128, 0,
        ]
        let folded = angle > 16 ? 32 - angle : angle
        let value = folded > 8 ? -quarter[16 - folded] : quarter[folded]
        return frequency == 0 ? 0.707106781186548 : value
    }

    private func decoded(_ stream: [UInt8]) throws -> [Int] {
        var decoder = JPEGDecoder(stream)
        let image = try decoder.decode()
        #expect(image.columns == columns && image.rows == rows && image.bits == 12)
        return stride(from: 0, to: image.bytes.count, by: 2).map {
            Int(image.bytes[$0]) | Int(image.bytes[$0 + 1]) << 8
        }
    }

    @Test(arguments: [1, 2, 7])
    func `the transform in integers is within a level of its definition`(_ table: Int) throws {
        for (sample, exact) in zip(try decoded(sequential(table: table)), expected(table: table)) {
            #expect(abs(Double(sample) - exact) <= 1.2)
        }
    }

    @Test func `a progressive stream holds the same picture`() throws {
        #expect(try decoded(progressive(table: 2)) == decoded(sequential(table: 2)))
    }

    @Test func `damaged streams are refused or decoded, never more`() {
        for seed in [sequential(table: 2), progressive(table: 2)] {
            var mutator = ByteMutator(seed: 17)
            for _ in 0..<1500 {
                var decoder = JPEGDecoder(mutator.mutate(seed))
                _ = try? decoder.decode()
            }
        }
        let plane = (0..<300).map { $0 * 13 % 4096 }
        for predictor in [1, 4, 7] {
            let seed = JPEGLosslessTests.stream(
                [plane], columns: 20, precision: 12, predictor: predictor, restartRows: 5)
            var mutator = ByteMutator(seed: 18)
            for _ in 0..<1500 {
                var decoder = JPEGDecoder(mutator.mutate(seed))
                _ = try? decoder.decode()
            }
        }
    }
}
