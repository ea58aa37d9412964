import Testing

@testable import Imaging

@Suite struct NRRDTests {
    private func read(_ lines: [String], _ data: [UInt8]) throws -> VoxelVolume {
        let bytes = Array((["NRRD0005"] + lines + ["", ""]).joined(separator: "\n").utf8) + data
        let header = try NRRDHeader(bytes)
        return try VoxelVolume(header, data: Array(bytes[header.offset...]))
    }

    private func numbers(_ volume: VoxelVolume, _ frame: Int) -> [Double] {
        var numbers: [Double] = []
        volume.forEachNumber(in: frame) { numbers.append($0) }
        return numbers
    }

    @Test func `a label map of Slicer lies where it says, with the names of its segments`() throws {
        let volume = try read(
            [
                "# Complete NRRD file format specification at:", "type: unsigned char", "dimension: 3",
                "space: left-posterior-superior", "sizes: 2 2 2",
                "space directions: (0.5,0,0) (0,0.5,0) (0,0,2)", "kinds: domain domain domain", "encoding: raw",
                "space origin: (-10,-20,30)", "Segment0_Name:=Liver", "Segment0_LabelValue:=1",
            ],
            [0, 1, 0, 1, 1, 1, 0, 0]
        )
        #expect(volume.description.origin == SIMD3(-10, -20, 30))
        #expect(volume.description.stepZ == SIMD3(0, 0, 2))
        #expect(volume.pairs["Segment0_Name"] == "Liver")
        #expect(numbers(volume, 1) == [1, 1, 0, 0])
    }

    @Test func `RAS is turned into LPS`() throws {
        let volume = try read(
            [
                "type: short", "dimension: 3", "space: RAS", "sizes: 1 1 1", "endian: big", "encoding: raw",
                "space directions: (1,0,0) (0,1,0) (0,0,1)", "space origin: (1,2,3)",
            ],
            [0x01, 0x02]
        )
        #expect(volume.description.origin == SIMD3(-1, -2, 3))
        #expect(volume.description.stepX == SIMD3(-1, 0, 0))
        #expect(numbers(volume, 0) == [258])
    }

    @Test func `layers of overlapping segments are volumes, in front or behind`() throws {
        let front = try read(
            [
                "type: uchar", "dimension: 4", "space: LPS", "sizes: 2 2 1 1", "encoding: raw",
                "kinds: list domain domain domain",
                "space directions: none (1,0,0) (0,1,0) (0,0,1)",
            ],
            [1, 9, 2, 8]
        )
        #expect(front.description.volumes == 2 && front.description.columns == 2)
        #expect(numbers(front, 0) == [1, 2] && numbers(front, 1) == [9, 8])
        let behind = try read(
            [
                "type: uchar", "dimension: 4", "space: LPS", "sizes: 2 1 1 2", "encoding: raw",
                "kinds: domain domain domain list",
                "space directions: (1,0,0) (0,1,0) (0,0,1) none",
            ],
            [1, 2, 9, 8]
        )
        #expect(numbers(behind, 0) == [1, 2] && numbers(behind, 1) == [9, 8])
    }

    @Test func `numbers may be text`() throws {
        let volume = try read(
            ["type: float", "dimension: 2", "sizes: 2 1", "encoding: text", "spacings: 2 3"], Array("1.5 -2\n".utf8))
        #expect(numbers(volume, 0) == [1.5, -2])
        #expect(volume.description.stepY == SIMD3(0, 3, 0))
    }

    @Test(arguments: [
        ["type: block", "dimension: 2", "sizes: 1 1", "encoding: raw"],
        ["type: uchar", "dimension: 2", "sizes: 1 1", "encoding: bzip2"],
        ["type: uchar", "dimension: 3", "sizes: 1 1", "encoding: raw"],
        ["type: uchar", "dimension: 2", "sizes: 0 -1", "encoding: raw"],
        ["type: uchar", "dimension: 2", "sizes: 90000 90000 ", "encoding: raw"],
        ["type: double", "dimension: 2", "sizes: 8 8", "encoding: raw"],
    ])
    func `a header that cannot be, or is followed by too little, is refused`(lines: [String]) {
        #expect(throws: VolumeFileError.self) { try read(lines, [1, 2, 3]) }
    }
}
