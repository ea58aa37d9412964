import Exchange
import Imaging
import Testing

struct BrushExportTests {
    /// Packs values as the labelling language does: every run or literal as one block of 16-bit length.
    private func packed(_ alpha: [UInt8]) -> [UInt8] {
        var bits: [Bool] = []
        func put(_ value: Int, _ width: Int) {
            for bit in (0..<width).reversed() { bits.append(value >> bit & 1 == 1) }
        }
        put(alpha.count * 4, 32)
        put(7, 5)
        for size in [3, 4, 8, 16] { put(size - 1, 4) }
        for (index, value) in alpha.enumerated() {
            // Alternate the two kinds of block: a run of four, or four literals of which only the last is alpha.
            if index % 2 == 0 {
                put(1, 1)
                put(0, 2)
                put(3, 3)
                put(Int(value), 8)
            } else {
                put(0, 1)
                put(2, 2)
                put(3, 8)
                for channel in 0..<4 { put(channel == 3 ? Int(value) : 17, 8) }
            }
        }
        while bits.count % 8 != 0 { bits.append(false) }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    private let config = """
        <View><Image name="i" value="$image"/><BrushLabels name="b" toName="i"><Label value="t/u"/></BrushLabels></View>
        """

    private func task(_ stream: [UInt8], _ width: Int, _ height: Int) -> ExportedTask {
        ExportSample.task(
            1, #"{"image":"a.png"}"#,
            [
                #"[{"from_name":"b","to_name":"i","type":"brushlabels","original_width":\#(width),"original_height":\#(height),"#
                    + #""value":{"format":"rle","rle":\#(stream),"brushlabels":["t/u"]}}]"#
            ])
    }

    @Test func `runs and literals unpack to the mask`() throws {
        var random = SeededGenerator(11)
        for _ in 0..<200 {
            let (width, height) = (Int.random(in: 1...9, using: &random), Int.random(in: 1...9, using: &random))
            let alpha = (0..<width * height).map { _ in Bool.random(using: &random) ? UInt8(255) : 0 }
            #expect(try BrushMask(decoding: packed(alpha), width: width, height: height).alpha == alpha)
        }
    }

    @Test func `one run may cover many pixels and begin inside one`() throws {
        // 2 × 2 pixels: six values 0, then ten values 255.
        let bits =
            "00000000000000000000000000010000" + "00111" + "0010" + "0011" + "0111" + "1111"
            + "100101" + "00000000" + "1011001" + "11111111"
        let padded = bits + String(repeating: "0", count: (8 - bits.count % 8) % 8)
        var stream: [UInt8] = []
        for (index, bit) in padded.enumerated() {
            if index % 8 == 0 { stream.append(0) }
            stream[stream.count - 1] = stream[stream.count - 1] << 1 | (bit == "1" ? 1 : 0)
        }
        #expect(try BrushMask(decoding: stream, width: 2, height: 2).alpha == [0, 255, 255, 255])
    }

    @Test func `masks are written as PNG and NumPy files`() throws {
        let alpha: [UInt8] = [0, 255, 255, 0, 0, 255]
        let png = try Archive(try ExportSample.export(.brushToPNG, config, [task(packed(alpha), 3, 2)]))
        #expect(png.names == ["task-1-annotation-10-by-3-b-t-u-0.png"])
        var check = RasterCheck()
        try check.feed(png[png.names[0]] ?? [])
        let header = try check.finish()
        #expect((header.width, header.height) == (3, 2))
        let numPy = try Archive(try ExportSample.export(.brushToNumPy, config, [task(packed(alpha), 3, 2)]))
        let file = try #require(numPy["task-1-annotation-10-by-3-b-t-u-0.npy"])
        #expect(file.count % 64 == alpha.count)
        #expect(Array(file.suffix(6)) == alpha)
        #expect(
            String(decoding: file[10...], as: UTF8.self).hasPrefix(
                "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }"))
    }

    @Test func `a mask that does not fit its image is refused with the task's number`() {
        let error = #expect(throws: ExportError.self) {
            try ExportSample.export(.brushToPNG, config, [task(packed([0, 255]), 3, 2)])
        }
        #expect(error?.task == 1)
    }

    @Test func `random streams never crash`() {
        var random = SeededGenerator(12)
        for _ in 0..<3000 {
            var stream = packed([0, 255, 255, 0])
            for _ in 0..<3 {
                stream[Int.random(in: 0..<stream.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? BrushMask(
                decoding: Array(stream.prefix(Int.random(in: 0...stream.count, using: &random))), width: 2, height: 2)
        }
    }
}
