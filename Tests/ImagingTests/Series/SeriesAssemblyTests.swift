import Testing

@testable import Imaging

@Suite struct SeriesAssemblyTests {
    private func one(_ files: [InspectedFile]) throws -> AssembledSeries {
        let series = SeriesAssembly.assemble(files)
        try #require(series.count == 1)
        return series[0]
    }

    private func kinds(_ series: AssembledSeries) -> [SeriesProblem.Kind] { series.problems.map(\.kind) }

    @Test func `slices are ordered by place, whatever their numbers and the order they come in`() throws {
        let series = try one(SeriesSample.stack([6, 0, 4, 2]))
        #expect(series.frames.map(\.file) == [1, 3, 2, 0])
        let geometry = try #require(series.geometry)
        #expect(geometry.origin == SIMD3(-10, -20, 0))
        #expect(geometry.normal == SIMD3(0, 0, 1))
        #expect(geometry.spacing == SIMD3(0.5, 0.75, 2))
        #expect(geometry.positions == [0, 2, 4, 6])
        #expect(geometry.isRegular && series.problems.isEmpty)
    }

    @Test func `the normal is that of row and column, so a sagittal stack runs from left to right`() throws {
        let files = [5.0, -5, 0].enumerated().map { index, x in
            SeriesSample.slice(index, at: SIMD3(x, 0, 0), row: SIMD3(0, 1, 0), column: SIMD3(0, 0, -1))
        }
        let geometry = try #require(try one(files).geometry)
        #expect(geometry.normal == SIMD3(-1, 0, 0))
        #expect(geometry.origin.x == 5)
    }

    @Test func `positions rounded to a tenth of a millimetre are a lattice`() throws {
        let series = try one(SeriesSample.stack([0, 1.3, 2.5, 3.8, 5, 6.3, 7.5]))
        #expect(series.problems.isEmpty)
        #expect(try #require(series.geometry).spacing.z == 1.25)
    }

    @Test func `a missing slice is told with its place, and the lattice is not regular`() throws {
        let series = try one(SeriesSample.stack([0, 2, 4, 8, 10]))
        #expect(kinds(series) == [.missingSlices])
        #expect(series.problems[0].message.hasPrefix("1 slices are missing"))
        #expect(series.problems[0].frames == [2, 3])
        #expect(try #require(series.geometry).isRegular == false)
        #expect(series.geometry?.spacing.z == 2)
    }

    @Test func `irregular gaps are told`() throws {
        let series = try one(SeriesSample.stack([0, 2, 4, 7, 9]))
        #expect(kinds(series) == [.irregularSpacing])
        #expect(series.problems[0].message == "slices lie 2 to 3 mm apart")
        #expect(series.geometry?.isRegular == false)
    }

    @Test func `a slice that is there twice is a part of its own, not hidden`() throws {
        let parts = SeriesAssembly.assemble(SeriesSample.stack([0, 2, 4, 4, 6]))
        #expect(parts.map(\.frames.count) == [4, 1])
        #expect(kinds(parts[0]) == [.duplicateSlices])
        #expect(parts[0].problems[0].frames == [2])
        #expect(parts[0].geometry?.isRegular == true)
        #expect(parts[1].partName == "repeated places")
    }

    @Test func `the same file twice is shown once`() throws {
        let files = SeriesSample.stack([0, 2, 4])
        let series = try one(files + [files[1]])
        #expect(series.frames.count == 3)
        #expect(kinds(series) == [.repeatedFile])
    }

    @Test func `a tilted gantry is told, with how far slices are moved`() throws {
        let files = (0..<10).map { index in
            SeriesSample.slice(index, at: SIMD3(0, Double(index) * 0.8, Double(index) * 3), modality: "CT")
        }
        let series = try one(files)
        #expect(kinds(series) == [.gantryTilt])
        let geometry = try #require(series.geometry)
        #expect(!geometry.isRegular)
        #expect(abs(try #require(geometry.shear).y - 0.8) < 1e-9)
        #expect(geometry.spacing.z == 3)
    }

    @Test func `oblique slices are a lattice along their own normal`() throws {
        let row = SIMD3(0.8, 0.6, 0)
        let column = SIMD3(0, 0, -1.0)
        let normal = row.cross(column)
        let files = (0..<5).map { index in
            SeriesSample.slice(index, at: SIMD3(3, 4, 5) + normal * (2.5 * Double(4 - index)), row: row, column: column)
        }
        let series = try one(files)
        #expect(series.problems.isEmpty)
        #expect(series.frames.map(\.file) == [4, 3, 2, 1, 0])
        #expect(abs(try #require(series.geometry).spacing.z - 2.5) < 1e-12)
    }

    @Test func `three directions in one series are three parts`() throws {
        var files = SeriesSample.stack([0, 5, 10])
        files += (0..<2).map {
            SeriesSample.slice(
                10 + $0,
                at: SIMD3(Double($0) * 5, 0, 0),
                row: SIMD3(0, 1, 0),
                column: SIMD3(0, 0, -1)
            )
        }
        let parts = SeriesAssembly.assemble(files)
        #expect(parts.map(\.partName) == ["axial", "sagittal"])
        #expect(parts.map(\.part) == [1, 2])
        #expect(parts.allSatisfy { kinds($0) == [.mixedOrientation] && $0.geometry != nil })
    }

    @Test func `slices around an axis are a stack and no volume`() throws {
        let turned = [SIMD3(1.0, 0, 0), SIMD3(0.8, 0.6, 0), SIMD3(0.6, 0.8, 0), SIMD3(0.0, 1, 0)]
        let files = turned.enumerated().map {
            SeriesSample.slice($0.offset, at: SIMD3(0, 0, 0), row: $0.element, column: SIMD3(0, 0, -1))
        }
        let series = try one(files)
        #expect(series.frames.count == 4)
        #expect(series.geometry == nil)
        #expect(kinds(series) == [.mixedOrientation])
    }

    @Test func `a scout of another size is a part of its own`() throws {
        let files =
            [SeriesSample.slice(1, at: .zero, columns: 20)]
            + SeriesSample.stack([0, 2, 4]) { $1.instance?.uid = "x\($0)" }
        let parts = SeriesAssembly.assemble(files)
        #expect(parts.map(\.frames.count) == [1, 3])
        #expect(parts.allSatisfy { kinds($0) == [.mixedSize] })
        #expect(parts[1].geometry?.spacing.z == 2)
    }

    @Test func `points in time are told apart by any of their keys`() throws {
        let keys: [(String, (Int, inout FrameKeys) -> Void)] = [
            ("temporal position", { $1.temporalPosition = $0 + 1 }),
            ("trigger time", { $1.triggerTime = Double($0) * 40 }),
            ("acquisition", { $1.acquisition = $0 }), ("reference time", { $1.referenceTime = Double($0) * 1000 }),
            (
                "b value",
                {
                    $1.bValue = $0 == 0 ? 0 : 1000
                    $1.gradient = SIMD3(Double($0), 0, 0)
                }
            ),
        ]
        for (name, set) in keys {
            // Slice by slice, the moments of each interleaved, backwards.
            var files: [InspectedFile] = []
            for slice in 0..<4 {
                for moment in (0..<3).reversed() {
                    files.append(
                        SeriesSample.slice(files.count, at: SIMD3(0, 0, Double(slice) * 3)) {
                            set(moment, &$0.shared.keys)
                        }
                    )
                }
            }
            let series = try one(files)
            #expect(series.timePoints == 3, "\(name)")
            #expect(series.timeName == name)
            #expect(series.frames.map(\.file) == [2, 5, 8, 11, 1, 4, 7, 10, 0, 3, 6, 9], "\(name)")
            #expect(series.geometry?.positions == [0, 3, 6, 9], "\(name)")
            #expect(series.problems.isEmpty)
        }
    }

    @Test func `frames of one place that nothing tells apart are told so`() throws {
        let series = try one(SeriesSample.stack([0, 2, 4, 0, 2, 4]))
        #expect(series.timePoints == 2)
        #expect(kinds(series) == [.duplicateSlices])
        #expect(series.frames.map(\.file) == [0, 1, 2, 3, 4, 5])
    }

    @Test func `echoes are different pictures`() throws {
        let files = SeriesSample.stack([0, 2, 4, 0, 2, 4]) { index, file in
            file.shared.keys.echoTime = index < 3 ? 10 : 80
        }
        let parts = SeriesAssembly.assemble(files)
        #expect(parts.map(\.partName) == ["echo time 10 ms", "echo time 80 ms"])
        #expect(parts.allSatisfy { $0.timePoints == nil && $0.geometry?.positions == [0, 2, 4] })
    }

    @Test func `moments with different slices are parts, and told`() throws {
        let files = SeriesSample.stack([0, 2, 4, 0, 2]) { index, file in
            file.shared.keys.acquisition = index < 3 ? 1 : 2
        }
        let parts = SeriesAssembly.assemble(files)
        #expect(parts.map(\.frames.count) == [3, 2])
        #expect(parts.allSatisfy { kinds($0) == [.unevenTime] })
    }

    @Test func `a frame without a place keeps a CT from being a volume, and is told`() throws {
        var files = SeriesSample.stack([0, 2])
        files.append(SeriesSample.slice(3, at: nil))
        let parts = SeriesAssembly.assemble(files)
        #expect(parts.map(\.frames.count) == [2, 1])
        #expect(parts[1].geometry == nil && kinds(parts[1]).contains(.noPosition))
    }

    @Test func `a film of a projection needs no place`() throws {
        let file = SeriesSample.slice(1, at: nil, modality: "US") {
            $0.pixels?.frames = 30
            $0.pixels?.frameTime = 40
        }
        let series = try one([file])
        #expect(series.frames.count == 30 && series.frames[2].time == 80)
        #expect(series.problems.isEmpty && series.geometry == nil && series.notes.count == 1)
    }

    @Test func `two patients never share a series`() throws {
        var files = SeriesSample.stack([0, 2])
        files[1].patient = PatientIdentity()
        files[1].patient?.id = "other"
        #expect(SeriesAssembly.assemble(files).count == 2)
    }

    @Test func `frames of an enhanced file are ordered like files`() throws {
        var file = SeriesSample.slice(1, at: .zero)
        file.pixels?.frames = 4
        file.perFrame = [6.0, 2, 4, 0].map { depth in
            var frame = file.shared
            frame.position = SIMD3(0, 0, depth)
            frame.slope = depth + 1
            return frame
        }
        let series = try one([file])
        #expect(series.frames.map(\.frame) == [3, 1, 2, 0])
        #expect(series.rescales.map(\.slope) == [1, 3, 5, 7])
        #expect(series.geometry?.spacing.z == 2)
    }

    @Test func `the scale of the wire and that of the file are one rescale`() throws {
        let file = SeriesSample.slice(1, at: .zero) {
            $0.pixels?.wireScale = WireScale(slope: 0.5, intercept: 10, isExact: false)
            $0.shared.slope = 3
            $0.shared.intercept = -1
        }
        let series = try one([file])
        #expect(series.rescale == Rescale(slope: 1.5, intercept: 29, unit: nil))
        #expect(kinds(series) == [.scaled])
    }

    @Test func `levels of a slide are ordered by size, and its label is none of them`() throws {
        func instance(_ number: Int, _ width: Int, _ role: String) -> InspectedFile {
            SeriesSample.slice(number, at: nil, modality: "SM") {
                $0.slide = SlideDescription(levels: [
                    SlideLevel(width: width, height: width, tileWidth: 256, tileHeight: 256, downsample: 1)
                ])
                $0.slide?.role = role
                $0.slide?.mpp = PlaneSpacing(x: 0.25, y: 0.25)
            }
        }
        let series = try one([
            instance(1, 1000, "VOLUME"), instance(2, 300, "LABEL"), instance(3, 4000, "VOLUME"),
            instance(4, 4000, "VOLUME"), instance(5, 200, "THUMBNAIL"), instance(6, 2000, "THUMBNAIL"),
        ])
        let slide = try #require(series.slide)
        #expect(slide.levels.map(\.file) == [2, 0, 4])
        #expect(slide.levels.map(\.downsample) == [1, 4, 20])
        #expect(kinds(series) == [.hiddenPlanes])
    }

    @Test func `a leaning NIfTI lattice is told`() throws {
        var file = InspectedFile(kind: .nifti)
        file.pixels = PixelDescription(columns: 4, rows: 4, frames: 3, samples: 1, bitsAllocated: 16)
        var volume = VolumeDescription(columns: 4, rows: 4, slices: 3, volumes: 1)
        volume.stepZ = SIMD3(0, 0.5, 2)
        file.volume = volume
        let series = try one([file])
        #expect(kinds(series) == [.gantryTilt])
        #expect(series.geometry?.isRegular == false)
        #expect(series.geometry?.shear?.y == 0.5)
    }

    @Test func `made-up series of every kind lose no frame`() throws {
        var generator = SeededGenerator(11)
        for _ in 0..<300 {
            var files: [InspectedFile] = []
            for number in 0..<Int.random(in: 1...12, using: &generator) {
                let hasPlace = Int.random(in: 0..<10, using: &generator) > 0
                let depth = Double(Int.random(in: 0...4, using: &generator)) * 2
                let turned = Int.random(in: 0..<5, using: &generator) == 0
                files.append(
                    SeriesSample.slice(
                        number,
                        at: hasPlace ? SIMD3(0, 0, depth) : nil,
                        row: turned ? SIMD3(0, 1, 0) : SIMD3(1, 0, 0),
                        column: turned ? SIMD3(0, 0, -1) : SIMD3(0, 1, 0),
                        columns: Int.random(in: 0..<6, using: &generator) == 0 ? 9 : 8
                    ) {
                        if Bool.random(using: &generator) {
                            $0.shared.keys.echoTime = Double(Int.random(in: 0...1, using: &generator))
                        }
                        if Bool.random(using: &generator) {
                            $0.shared.keys.acquisition = Int.random(in: 0...2, using: &generator)
                        }
                    }
                )
            }
            let series = SeriesAssembly.assemble(files)
            #expect(series.flatMap { $0.frames.map(\.file) }.sorted() == Array(files.indices))
            for one in series {
                if let points = one.timePoints { #expect(one.frames.count % points == 0) }
                if let geometry = one.geometry {
                    #expect(geometry.positions.count * (one.timePoints ?? 1) == one.frames.count)
                    #expect(zip(geometry.positions, geometry.positions.dropFirst()).allSatisfy { $0 < $1 })
                }
            }
        }
    }
}
