import Imaging
import Testing

@testable import Decoding

@Suite struct RenderTests {
    private func picture(_ width: Int, _ height: Int, samples: Int = 1, _ value: (Int) -> UInt8) -> FrameSamples {
        FrameSamples(
            columns: width,
            rows: height,
            type: .uint8,
            samples: samples,
            bitsStored: 8,
            bytes: (0..<width * height * samples).map(value)
        )
    }

    @Test(arguments: [1, 3], [(1, 1), (7, 5), (300, 2)])
    func `a PNG is what its checkers take for one`(samples: Int, size: (Int, Int)) throws {
        let png = try Packing.png(picture(size.0, size.1, samples: samples) { UInt8(truncatingIfNeeded: $0 * 37) })
        let header = try RasterCheck.check(png)
        #expect(header.width == size.0 && header.height == size.1)
    }

    @Test func `a window makes the same greys as in the browser`() throws {
        var file = InspectedFile(kind: .dicom)
        file.pixels = PixelDescription(columns: 3, rows: 1, frames: 1, samples: 1, bitsAllocated: 16)
        file.shared.intercept = -1024
        let frame = FrameSamples(
            columns: 3,
            rows: 1,
            type: .uint16,
            samples: 1,
            bitsStored: 12,
            bytes: [0, 0, 0x28, 0x04, 0xFF, 0x0F]
        )
        let window = VOIWindow(centre: 40, width: 400)
        #expect(Renderer(file: file).picture(frame, frame: 0, window: window).bytes == [0, 128, 255])
        file.pixels?.photometric = "MONOCHROME1"
        #expect(Renderer(file: file).picture(frame, frame: 0, window: window).bytes == [255, 127, 0])
    }

    @Test func `without a window most values are between black and white`() {
        var file = InspectedFile(kind: .nifti)
        file.pixels = PixelDescription(columns: 100, rows: 10, frames: 1, samples: 1, bitsAllocated: 16)
        var bytes: [UInt8] = []
        // A ramp to 999 and one bright marker.
        for value in 0..<1000 {
            let word = value == 500 ? 30_000 : value
            bytes += [UInt8(word & 255), UInt8(word >> 8)]
        }
        let frame = FrameSamples(columns: 100, rows: 10, type: .int16, samples: 1, bitsStored: 16, bytes: bytes)
        let greys = Renderer(file: file).picture(frame, frame: 0, window: nil).bytes
        #expect(greys.count { $0 > 0 && $0 < 255 } > 950)
    }

    @Test func `a palette gives its colours`() {
        var file = InspectedFile(kind: .dicom)
        file.pixels = PixelDescription(columns: 2, rows: 1, frames: 1, samples: 1, bitsAllocated: 8)
        file.pixels?.photometric = "PALETTE COLOR"
        file.lookups.palette = PaletteDescription(first: 0, bits: 8, red: [1, 2], green: [3, 4], blue: [5, 6])
        let picture = Renderer(file: file).picture(picture(2, 1) { UInt8($0) }, frame: 0, window: nil)
        #expect(picture.bytes == [1, 3, 5, 2, 4, 6])
    }

    @Test func `a smaller picture has the mean of what it stands for`() {
        let small = picture(8, 4) { UInt8($0 % 8 < 4 ? 0 : 200) }.shrunk(to: 4)
        #expect(small.columns == 4 && small.rows == 2)
        #expect(small.bytes == [0, 0, 200, 200, 0, 0, 200, 200])
        #expect(picture(3, 2) { UInt8($0) }.shrunk(to: 9).bytes == [0, 1, 2, 3, 4, 5])
    }

    @Test func `a small picture of a volume stands upright, whatever its rows`() {
        var volume = VolumeDescription(columns: 2, rows: 2, slices: 1, volumes: 1)
        let slice = picture(2, 2) { UInt8($0) }
        #expect(slice.upright(volume).bytes == [0, 1, 2, 3])
        volume.stepY = SIMD3(0, -1, 0)
        #expect(slice.upright(volume).bytes == [2, 3, 0, 1])
        volume.stepX = SIMD3(-1, 0, 0)
        #expect(slice.upright(volume).bytes == [3, 2, 1, 0])
        // A coronal slice whose rows grow to the head.
        volume.stepX = SIMD3(1, 0, 0)
        volume.stepY = SIMD3(0, 0, 1)
        #expect(slice.upright(volume).bytes == [2, 3, 0, 1])
    }

    @Test func `YCbCr becomes the RGB of the standard`() {
        var frame = picture(3, 1, samples: 3) { [81, 90, 240, 145, 54, 34, 128, 128, 128][$0] }
        frame.isYBR = true
        let colours = frame.asColour.bytes
        // PS3.3 C.7.6.3.1.2, full range.
        #expect(colours == [238, 14, 14, 13, 238, 14, 128, 128, 128])
    }

    @Test(arguments: [1, 2, 3]) func `packed files of several members are unpacked`(members: Int) throws {
        let parts = (0..<members).map { index in [UInt8](repeating: UInt8(index + 1), count: 5000 * (index + 1)) }
        let packed = try parts.flatMap { try Packing.gzip($0) }
        #expect(try Gunzip.unpack(packed, limit: 1 << 20) == parts.flatMap(\.self))
        #expect(throws: DecodeFailure.self) { try Gunzip.unpack(packed, limit: 4000) }
        #expect(throws: DecodeFailure.self) { try Gunzip.unpack(Array(packed.dropLast(20)), limit: 1 << 20) }
    }
}
