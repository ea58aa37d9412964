import PixelEngine
import Testing

@Suite("Wire frame")
struct WireFrameTests {
    private func encode(_ seeded: inout Seeded, columns: Int, rows: Int, bits: Int, isSigned: Bool) throws -> (
        [UInt16], [UInt8]
    ) {
        let samples = (0..<columns * rows).map { at in
            UInt16(truncatingIfNeeded: seeded.below(4) == 0 ? Int(seeded.next() >> 48) : at * 3 + seeded.below(20))
        }
        let bytes = try samples.withUnsafeBufferPointer {
            try WireFrame.encode($0, columns: columns, rows: rows, bitsStored: bits, isSigned: isSigned)
        }
        return (samples, bytes)
    }

    private func decode(_ bytes: [UInt8]) throws(WireFailure) -> (WireHeader, [Int16]) {
        try bytes.withUnsafeBufferPointer { bytes throws(WireFailure) in
            let header = try WireHeader(bytes)
            var samples = [Int16](repeating: 0, count: header.pixels)
            _ = try samples.withUnsafeMutableBufferPointer { samples throws(WireFailure) in
                try WireFrame.decode(bytes, into: samples)
            }
            return (header, samples)
        }
    }

    @Test func `every sample of 16 bits comes back, unsigned ones less the offset`() throws {
        var seeded = Seeded(1)
        for _ in 0..<60 {
            let (columns, rows) = (seeded.within(1...40), seeded.within(1...30))
            let isSigned = seeded.below(2) == 0
            let (samples, bytes) = try encode(&seeded, columns: columns, rows: rows, bits: 16, isSigned: isSigned)
            let (header, decoded) = try decode(bytes)
            #expect(header.offset == (isSigned ? 0 : 32768))
            #expect(header.columns == columns && header.rows == rows)
            let stored = samples.map { isSigned ? Int(Int16(bitPattern: $0)) : Int($0) }
            #expect(differences(decoded.map { Int($0) + header.offset }, stored) == 0)
        }
    }

    @Test func `up to fifteen unsigned bits need no offset`() throws {
        var seeded = Seeded(2)
        let (_, bytes) = try encode(&seeded, columns: 4, rows: 4, bits: 15, isSigned: false)
        #expect(try decode(bytes).0.offset == 0)
    }

    @Test func `every sample of 8 bits comes back, signed ones with their sign`() throws {
        var seeded = Seeded(3)
        for isSigned in [false, true] {
            let samples = (0..<35 * 21).map { _ in UInt8(seeded.below(256)) }
            let bytes = try samples.withUnsafeBufferPointer {
                try WireFrame.encode($0, columns: 35, rows: 21, bitsStored: 8, isSigned: isSigned)
            }
            let expected = samples.map { isSigned ? Int16(Int8(bitPattern: $0)) : Int16($0) }
            #expect(differences(try decode(bytes).1, expected) == 0)
        }
    }

    @Test func `colours come back as pixels`() throws {
        var seeded = Seeded(4)
        let samples = (0..<3 * 17 * 9).map { _ in UInt8(seeded.below(256)) }
        let bytes = try samples.withUnsafeBufferPointer { try WireFrame.encode(colour: $0, columns: 17, rows: 9) }
        var pixels = [UInt32](repeating: 0, count: 17 * 9)
        _ = try bytes.withUnsafeBufferPointer { bytes in
            try pixels.withUnsafeMutableBufferPointer { try WireFrame.decode(bytes, pixels: $0) }
        }
        let expected = (0..<17 * 9).map { at in
            0xFF00_0000 | UInt32(samples[3 * at + 2]) << 16 | UInt32(samples[3 * at + 1]) << 8 | UInt32(samples[3 * at])
        }
        #expect(pixels == expected)
        #expect(throws: WireFailure.wrongKind) { try decode(bytes) }
    }

    @Test func `frames of the wrong length or size are refused`() throws {
        var seeded = Seeded(5)
        let (_, bytes) = try encode(&seeded, columns: 5, rows: 4, bits: 12, isSigned: true)
        #expect(throws: WireFailure.truncated) { try decode(Array(bytes.dropLast())) }
        #expect(throws: WireFailure.truncated) { try decode(bytes + [0]) }
        #expect(throws: WireFailure.truncated) { try decode(Array(bytes.prefix(12))) }
        #expect(throws: WireFailure.wrongSize) {
            try [UInt16](repeating: 0, count: 5).withUnsafeBufferPointer {
                _ = try WireFrame.encode($0, columns: 2, rows: 3, bitsStored: 12, isSigned: false)
            }
        }
    }

    @Test func `no header, however broken, does more than throw`() throws {
        var seeded = Seeded(6)
        let (_, good) = try encode(&seeded, columns: 6, rows: 5, bits: 12, isSigned: false)
        for _ in 0..<4000 {
            var bytes = good
            for _ in 0...seeded.below(4) { bytes[seeded.below(bytes.count)] = UInt8(seeded.below(256)) }
            if seeded.below(3) == 0 { bytes.removeLast(seeded.below(bytes.count)) }
            _ = try? decode(bytes)
        }
    }

    @Test func `a preview is the mean of its blocks, at the edges of what there is`() {
        let columns = 10
        let samples: [Int16] = (0..<columns * 6).map { Int16($0 * 7 % 23 - 11) }
        let small = samples.withUnsafeBufferPointer { Preview.reduce($0, columns: columns, rows: 6) }
        #expect(small.count == 6)
        for (at, value) in small.enumerated() {
            var block: [Int] = []
            for j in (at / 3 * 4)..<min(6, at / 3 * 4 + 4) {
                for i in (at % 3 * 4)..<min(columns, at % 3 * 4 + 4) { block.append(Int(samples[j * columns + i])) }
            }
            let mean = Double(block.reduce(0, +)) / Double(block.count)
            #expect(value == Int16(mean.rounded(.down)))
        }
    }

    @Test func `a preview of names keeps names`() {
        let samples: [UInt8] = (0..<8 * 8).map { UInt8($0) }
        let small = samples.withUnsafeBufferPointer { Preview.reduce($0, columns: 8, rows: 8, isMean: false) }
        #expect(small == [0, 4, 32, 36])
    }
}
