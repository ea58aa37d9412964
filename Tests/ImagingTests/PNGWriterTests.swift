import Testing

@testable import Imaging

struct PNGWriterTests {
    @Test func `a mask written as PNG is a sound file`() throws {
        var pixels = [UInt8](repeating: 0, count: 97 * 53)
        for index in 1000..<2000 { pixels[index] = 255 }
        var check = RasterCheck()
        try check.feed(PNGWriter.grey(pixels, width: 97, height: 53))
        #expect(try check.finish().height == 53)
    }
}
