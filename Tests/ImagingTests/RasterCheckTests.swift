import Testing

@testable import Imaging

struct RasterCheckTests {
    private func check(_ bytes: [UInt8], chunk: Int = .max, limit: Int = 400_000_000) throws -> RasterHeader {
        var check = RasterCheck(limits: RasterLimits(pixels: limit))
        var rest = bytes[...]
        while !rest.isEmpty {
            try check.feed(rest.prefix(chunk))
            rest = rest.dropFirst(chunk)
        }
        return try check.finish()
    }

    @Test(arguments: Picture.allCases, [1, 7, 100_000])
    func `a sound file passes whatever the chunks are`(_ picture: Picture, _ chunk: Int) throws {
        let header = try check(picture.bytes, chunk: chunk)
        #expect((header.width, header.height) == (20, 14))
        #expect(header.orientation == (picture == .jpegTurned ? 6 : 1))
        #expect(picture.rawValue.hasPrefix(header.format.rawValue))
        #expect(try RasterHeader(reading: picture.bytes) == header)
    }

    @Test func `a turned photograph is shown upright`() throws {
        let header = try check(Picture.jpegTurned.bytes)
        #expect(header.shownSize == (14, 20))
    }

    @Test(arguments: Picture.allCases)
    func `a file that is cut anywhere is refused`(_ picture: Picture) {
        let bytes = picture.bytes
        for end in stride(from: 0, to: bytes.count, by: 3) {
            #expect(throws: RasterError.self, "cut at \(end)") { try check(Array(bytes[..<end])) }
        }
    }

    @Test(arguments: [Picture.pngRGB, .pngGrey, .pngBit, .pngPalette])
    func `no bit of a PNG can be changed unnoticed`(_ picture: Picture) {
        let bytes = picture.bytes
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(throws: RasterError.self, "byte \(index)") { try check(changed) }
        }
    }

    @Test(arguments: Picture.allCases)
    func `mutated files are refused or read but never crash`(_ picture: Picture) {
        var random = SeededGenerator(42)
        let bytes = picture.bytes
        for _ in 0..<2000 {
            var changed = bytes
            for _ in 0...Int.random(in: 0...4, using: &random) {
                let index = Int.random(in: 0..<changed.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: changed[index] = UInt8.random(in: 0...255, using: &random)
                case 1: changed.remove(at: index)
                default: changed.insert(UInt8.random(in: 0...255, using: &random), at: index)
                }
            }
            _ = try? check(changed, chunk: Int.random(in: 1...200, using: &random))
        }
    }

    @Test func `a PNG whose header promises more rows than there are is refused with both numbers`() {
        var png = PNGBuilder()
        png.height = 3
        let error = #expect(throws: RasterError.self) { try check(png.bytes) }
        #expect(error?.reason == .pixelData(found: 8, promised: 12))
        #expect(error?.description.contains("promises 12 bytes of pixel data, but there are 8") == true)
    }

    @Test func `a PNG with more rows than its header promises is refused`() {
        var png = PNGBuilder()
        png.height = 1
        #expect(throws: RasterError.self) { try check(png.bytes) }
    }

    @Test func `a header that promises too many pixels is refused before anything is unpacked`() {
        var png = PNGBuilder()
        (png.width, png.height) = (30_000, 30_000)
        let error = #expect(throws: RasterError.self) { try RasterHeader(reading: png.bytes) }
        #expect(error?.reason == .tooManyPixels(width: 30_000, height: 30_000, limit: 400_000_000))
        #expect(throws: RasterError.self) { try check(Picture.jpeg.bytes, limit: 100) }
        #expect(throws: RasterError.self) { try check(Picture.webpLossy.bytes, limit: 100) }
        #expect(throws: RasterError.self) { try check(Picture.gif.bytes, limit: 100) }
    }

    @Test func `a row with an unknown filter is refused by its number`() {
        var png = PNGBuilder()
        png.rows[4] = 9
        let error = #expect(throws: RasterError.self) { try check(png.bytes) }
        #expect(error?.description.contains("row 2") == true)
    }

    @Test(
        arguments: [(1, 0), (2, 0), (4, 0), (8, 0), (16, 0), (8, 2), (16, 2), (4, 3), (8, 4), (16, 6)]
            as [(UInt8, UInt8)])
    func `interlaced rows are counted pass by pass`(_ depth: UInt8, _ color: UInt8) throws {
        let channels: [UInt8: Int] = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4]
        for (width, height) in [(1, 1), (3, 2), (8, 8), (17, 5), (33, 70)] {
            // A plain twin: each pixel is put into its pass, and a pass with pixels has rows of them.
            let pattern = [
                "1 6 4 6 2 6 4 6", "7 7 7 7 7 7 7 7", "5 6 5 6 5 6 5 6", "7 7 7 7 7 7 7 7", "3 6 4 6 3 6 4 6",
                "7 7 7 7 7 7 7 7", "5 6 5 6 5 6 5 6", "7 7 7 7 7 7 7 7",
            ].map { $0.split(separator: " ") }
            var rowsOfPass: [Substring: Set<Int>] = [:]
            var columnsOfPass: [Substring: Set<Int>] = [:]
            for y in 0..<height {
                for x in 0..<width {
                    rowsOfPass[pattern[y % 8][x % 8], default: []].insert(y)
                    columnsOfPass[pattern[y % 8][x % 8], default: []].insert(x)
                }
            }
            var total = 0
            for (pass, rows) in rowsOfPass {
                let bits = (columnsOfPass[pass]?.count ?? 0) * Int(depth) * (channels[color] ?? 1)
                total += rows.count * (1 + (bits + 7) / 8)
            }
            var png = PNGBuilder(width: width, height: height, depth: depth, color: color, interlace: 1)
            png.rows = [UInt8](repeating: 0, count: total)
            #expect(try check(png.bytes).width == width)
            png.rows.append(0)
            #expect(throws: RasterError.self) { try check(png.bytes) }
        }
    }

    @Test func `what is no picture is refused as such`() {
        let error = #expect(throws: RasterError.self) { try check(Array("<html><body>hello</body></html>".utf8)) }
        #expect(error?.reason == .unknownFormat)
    }

    @Test func `a WebP whose image has another size than its header is refused`() {
        var bytes = Picture.webpExtended.bytes
        // The canvas width of the extended header, 24 bits from byte 24.
        bytes[24] = 200
        #expect(throws: RasterError.self) { try check(bytes) }
    }
}
