import Testing

@testable import Imaging

@Suite struct NIfTITests {
    @Test(arguments: [1, 2], [false, true])
    func `both versions are read in both byte orders`(version: Int, isBig: Bool) throws {
        var sample = NIfTISample(version: version, isBig: isBig)
        sample.slope = 2
        sample.intercept = -5
        sample.sform = 1
        sample.rows = [[-2, 0, 0, 10], [0, 3, 0, 20], [0, 0, 4, 30]]
        for value in 0..<24 {
            let word = UInt16(bitPattern: Int16(value - 12))
            sample.voxels += isBig ? [UInt8(word >> 8), UInt8(word & 255)] : [UInt8(word & 255), UInt8(word >> 8)]
        }
        let header = try NIfTIHeader(sample.bytes)
        #expect(header.version == version && header.isBigEndian == isBig)
        #expect(header.sizes == [4, 3, 2] && header.type == .int16)
        #expect(header.slope == 2 && header.intercept == -5)
        // RAS to LPS: x and y change their sign.
        #expect(header.description.origin == SIMD3(-10, -20, 30))
        #expect(header.description.stepX == SIMD3(2, 0, 0))
        #expect(header.description.stepY == SIMD3(0, -3, 0))
        #expect(header.description.stepZ == SIMD3(0, 0, 4))
        let volume = try VoxelVolume(header, bytes: sample.bytes)
        var numbers: [Double] = []
        volume.forEachNumber(in: 1) { numbers.append($0) }
        #expect(numbers == (0..<12).map { Double($0) })
    }

    @Test func `a quaternion turns the axes, and qfac the slices`() throws {
        var sample = NIfTISample()
        sample.qform = 1
        // Half a turn about z: x and y point backwards.
        sample.quaternion = [0, 0, 1]
        sample.pixdim = [-1, 2, 3, 4, 1, 1, 1, 1]
        sample.offset = [7, 8, 9]
        let volume = try NIfTIHeader(sample.bytes + [UInt8](repeating: 0, count: 48)).description
        #expect(volume.source == "qform")
        #expect(volume.stepX == SIMD3(2, 0, 0))
        #expect(volume.stepY == SIMD3(0, 3, 0))
        #expect(volume.stepZ == SIMD3(0, 0, -4))
        #expect(volume.origin == SIMD3(-7, -8, 9))
    }

    @Test func `without a place the middle of the volume is the origin`() throws {
        var sample = NIfTISample()
        sample.pixdim = [1, 2, 2, 5, 1, 1, 1, 1]
        let volume = try NIfTIHeader(sample.bytes).description
        #expect(volume.source == "pixdim")
        #expect(volume.origin == SIMD3(-3, 2, -2.5))
        #expect(volume.stepX == SIMD3(2, 0, 0))
    }

    @Test func `metres and micrometres become millimetres, seconds milliseconds`() throws {
        var sample = NIfTISample()
        sample.sizes = [2, 2, 2, 3]
        sample.sform = 1
        sample.units = 3 | 8
        sample.pixdim[4] = 2.5
        sample.rows = [[500, 0, 0, 0], [0, 500, 0, 0], [0, 0, 1000, 0]]
        let volume = try NIfTIHeader(sample.bytes).description
        #expect(volume.stepZ == SIMD3(0, 0, 1))
        #expect(volume.volumes == 3 && volume.timeStep == 2500)
    }

    @Test(arguments: [
        ("sizes", [0, 3, 2], 4), ("sizes", [-1, 3, 2], 4), ("more dimensions than seven", [1, 1, 1, 1, 1, 1, 1, 1], 4),
        ("a huge volume", [30000, 30000, 30000], 4), ("complex numbers", [4, 3, 2], 32), ("no type", [4, 3, 2], 7),
    ])
    func `a header that cannot be is refused`(name: String, sizes: [Int], datatype: Int) {
        var sample = NIfTISample()
        sample.sizes = sizes
        sample.datatype = datatype
        #expect(throws: VolumeFileError.self) { try NIfTIHeader(sample.bytes) }
    }

    @Test func `a file that ends early says where`() throws {
        let sample = NIfTISample()
        let header = try NIfTIHeader(sample.bytes)
        #expect(
            throws: VolumeFileError.malformed(reason: "48 bytes of voxels should follow, 3 do", place: "byte 352")
        ) { try VoxelVolume(header, bytes: sample.bytes + [0, 0, 0]) }
    }

    @Test func `no header stops the reader`() {
        var generator = SeededGenerator(5)
        for round in 0..<3000 {
            var sample = NIfTISample(version: round % 2 + 1, isBig: round % 3 == 0)
            sample.voxels = [UInt8](repeating: 7, count: 48)
            var bytes = sample.bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if let header = try? NIfTIHeader(bytes), let volume = try? VoxelVolume(header, bytes: bytes) {
                if volume.description.columns * volume.description.rows < 1 << 20 {
                    _ = volume.frame(volume.frames - 1)
                }
            }
        }
    }
}

@Suite struct WideSamplesTests {
    private func learn(_ values: [Float]) -> (WideSamples, [UInt8]) {
        let bytes = values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        var wide = WideSamples()
        wide.learn(bytes, .float32)
        return (wide, bytes)
    }

    private func words(_ bytes: [UInt8]) -> [Int] {
        stride(from: 0, to: bytes.count, by: 2).map { Int(bytes[$0]) | Int(bytes[$0 + 1]) << 8 }
    }

    @Test func `whole numbers keep their values`() {
        let (wide, bytes) = learn([-1024, 0, 3071])
        #expect(wide.scale.scale == WireScale(slope: 1, intercept: 0, isExact: true))
        #expect(wide.scale.isSigned)
        let out = words(WideSamples.narrow(bytes, .float32, wide.scale.scale, isSigned: true))
        #expect(out.map { Int(Int16(truncatingIfNeeded: $0)) } == [-1024, 0, 3071])
    }

    @Test func `whole numbers far from nothing are moved, not scaled`() {
        let (wide, bytes) = learn([100_000, 165_535])
        #expect(wide.scale.scale == WireScale(slope: 1, intercept: 100_000, isExact: true))
        #expect(words(WideSamples.narrow(bytes, .float32, wide.scale.scale, isSigned: false)) == [0, 65535])
    }

    @Test func `fractions are within half a step of the scale`() {
        let values: [Float] = [-0.5, 0.001, 0.25, 1.75]
        let (wide, bytes) = learn(values)
        let scale = wide.scale.scale
        #expect(!scale.isExact)
        for (value, word) in zip(values, words(WideSamples.narrow(bytes, .float32, scale, isSigned: false))) {
            #expect((Double(word) * scale.slope + scale.intercept - Double(value)).magnitude <= scale.slope / 2 + 1e-12)
        }
    }

    @Test func `what is no number is counted and shown as the least`() {
        let (wide, bytes) = learn([.nan, 1.5, .infinity, -.infinity, 2.5])
        #expect(wide.strange == 3)
        #expect(
            words(WideSamples.narrow(bytes, .float32, wide.scale.scale, isSigned: false)) == [0, 0, 65535, 0, 65535])
    }

    @Test(arguments: [[Float.nan], [0], [5.5, 5.5], [-3e38, 3e38], []])
    func `no values stop it`(values: [Float]) {
        let (wide, bytes) = learn(values)
        #expect(
            WideSamples.narrow(bytes, .float32, wide.scale.scale, isSigned: wide.scale.isSigned).count == values.count
                * 2)
    }
}
