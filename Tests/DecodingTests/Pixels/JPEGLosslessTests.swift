import Imaging
import Testing

@testable import Decoding

@Suite struct JPEGLosslessTests {
    /// Predictions from the neighbours, as T.81 table H.1 has them.
    static func prediction(_ predictor: Int, _ left: Int, _ up: Int, _ corner: Int) -> Int {
        switch predictor {
        case 1: left
        case 2: up
        case 3: corner
        case 4: left + up - corner
        case 5: left + (up - corner) >> 1
        case 6: up + (left - corner) >> 1
        default: (left + up) >> 1
        }
    }

    /// A stream of planes of samples, coded sample by sample.
    static func stream(
        _ planes: [[Int]], columns: Int, precision: Int, predictor: Int, shift: Int = 0, restartRows: Int = 0
    ) -> [UInt8] {
        let rows = planes[0].count / columns
        var writer = JPEGWriter()
        writer.plainTables()
        if restartRows > 0 {
            writer.segment(0xDD, [UInt8(restartRows * columns >> 8), UInt8(restartRows * columns & 255)])
        }
        writer.frame(0xC3, precision: precision, columns: columns, rows: rows, components: planes.count)
        writer.scan(Array(planes.indices), predictor, 0, 0, shift)
        var first = 0
        for row in 0..<rows {
            if restartRows > 0, row > 0, row % restartRows == 0 {
                writer.restart(row / restartRows - 1)
                first = row
            }
            for column in 0..<columns {
                for plane in planes {
                    func sample(_ row: Int, _ column: Int) -> Int { plane[row * columns + column] >> shift }
                    let predicted =
                        switch (column == 0, row == first) {
                        case (true, true): 1 << (precision - shift - 1)
                        case (true, false): sample(row - 1, 0)
                        case (false, true): sample(row, column - 1)
                        case (false, false):
                            prediction(
                                predictor, sample(row, column - 1), sample(row - 1, column), sample(row - 1, column - 1)
                            )
                        }
                    // Differences are taken modulo 2¹⁶, and one of them has no bits of its own.
                    let difference = Int(Int16(truncatingIfNeeded: sample(row, column) - predicted))
                    if difference == -32768 { writer.symbol(16) } else { writer.value(difference) }
                }
            }
        }
        writer.end()
        return writer.bytes
    }

    private func samples(_ count: Int, _ precision: Int, _ generator: inout SeededNumbers) -> [Int] {
        (0..<count).map { _ in Int.random(in: 0..<1 << precision, using: &generator) }
    }

    private func words(_ image: CodedImage) -> [Int] {
        image.bytesPerSample == 1
            ? image.bytes.map(Int.init)
            : stride(from: 0, to: image.bytes.count, by: 2).map { Int(image.bytes[$0]) | Int(image.bytes[$0 + 1]) << 8 }
    }

    @Test(arguments: 1...7, [2, 8, 12, 16])
    func `every predictor gives back what was coded`(_ predictor: Int, _ precision: Int) throws {
        var generator = SeededNumbers(5)
        let plane = samples(17 * 13, precision, &generator)
        var decoder = JPEGDecoder(Self.stream([plane], columns: 17, precision: precision, predictor: predictor))
        #expect(words(try decoder.decode()) == plane)
    }

    @Test(arguments: 1...7)
    func `three colours alternate, intervals start afresh`(_ predictor: Int) throws {
        var generator = SeededNumbers(6)
        let planes = (0..<3).map { _ in samples(12 * 9, 8, &generator) }
        var decoder = JPEGDecoder(
            Self.stream(planes, columns: 12, precision: 8, predictor: predictor, restartRows: 2))
        let image = try decoder.decode()
        #expect(image.samples == 3)
        for plane in 0..<3 {
            #expect(stride(from: plane, to: image.bytes.count, by: 3).map { Int(image.bytes[$0]) } == planes[plane])
        }
    }

    @Test func `a point transform leaves out the lowest bits`() throws {
        var generator = SeededNumbers(8)
        let plane = samples(10 * 10, 12, &generator)
        var decoder = JPEGDecoder(Self.stream([plane], columns: 10, precision: 12, predictor: 1, shift: 3))
        #expect(words(try decoder.decode()) == plane.map { ($0 >> 3) << 3 })
    }

    @Test func `a stream that ends early is refused, not filled up`() {
        let stream = Self.stream([[Int](repeating: 700, count: 400)], columns: 20, precision: 12, predictor: 1)
        #expect(throws: DICOMError.self) {
            var decoder = JPEGDecoder(Array(stream.dropLast(100)))
            _ = try decoder.decode()
        }
    }
}
