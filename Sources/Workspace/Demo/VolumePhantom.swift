import Imaging

/// A chest of ellipsoids as a CT series: body, lungs, spine, heart, liver and lesions whose places and values are known to the voxel.
package struct VolumePhantom: Sendable {
    static let labelConfig = """
        <View>
          <Header value="A phantom for practice, not a person"/>
          <Volume name="ct" value="$ct"/>
          <VolumeMask name="organ" toName="ct">
            <Label value="Lesion" background="#E5484D" hotkey="1"/>
            <Label value="Lung" background="#3E9DD9" hotkey="2"/>
            <Label value="Heart" background="#D9913E" hotkey="3"/>
          </VolumeMask>
          <Measure name="size" toName="ct" kinds="length bidirectional ellipse probe">
            <Label value="Target lesion" background="#8E4EC6" hotkey="4"/>
          </Measure>
          <Choices name="impression" toName="ct" choice="single" showInLine="true">
            <Choice value="Normal"/><Choice value="Lesion present"/><Choice value="Not assessable"/>
          </Choices>
        </View>
        """

    /// An ellipsoid in millimetres from the middle of the volume: x to the left, y to the back, z to the head.
    struct Body: Sendable {
        let centre: SIMD3<Double>
        let radius: SIMD3<Double>
        /// Hounsfield units.
        let value: Double

        func contains(_ point: SIMD3<Double>) -> Bool {
            let way = (point - centre) / radius
            return (way * way).sum() <= 1
        }
    }

    package let columns: Int
    package let rows: Int
    package let slices: Int
    /// Millimetres between columns, rows and slices.
    package let spacing: SIMD3<Double>
    let seed: UInt64

    /// From the back to the front: each covers those before it.
    static let bodies = [
        Body(centre: SIMD3(0, 0, 0), radius: SIMD3(165, 115, 400), value: 40),
        Body(centre: SIMD3(0, 0, 0), radius: SIMD3(152, 102, 390), value: -90),
        Body(centre: SIMD3(0, 0, 0), radius: SIMD3(145, 95, 380), value: 45),
        Body(centre: SIMD3(-72, -5, 20), radius: SIMD3(55, 75, 105), value: -820),
        Body(centre: SIMD3(74, -5, 20), radius: SIMD3(52, 72, 100), value: -820),
        Body(centre: SIMD3(20, -25, 0), radius: SIMD3(48, 42, 48), value: 55),
        Body(centre: SIMD3(-60, -5, -110), radius: SIMD3(75, 70, 55), value: 62),
        Body(centre: SIMD3(0, 70, 0), radius: SIMD3(18, 18, 400), value: 420),
        Body(centre: SIMD3(0, 84, 0), radius: SIMD3(9, 7, 400), value: 20),
        lesion,
        Body(centre: SIMD3(82, 22, -12), radius: SIMD3(6, 6, 6), value: 80),
    ]

    /// The large lesion, in the right lung.
    static let lesion = Body(centre: SIMD3(-70, -15, 30), radius: SIMD3(14, 12, 13), value: 35)

    package init(
        columns: Int = 192, rows: Int = 160, slices: Int = 56, spacing: SIMD3<Double> = SIMD3(1.9, 1.9, 4),
        seed: UInt64 = 1895
    ) {
        self.columns = columns
        self.rows = rows
        self.slices = slices
        self.spacing = spacing
        self.seed = seed
    }

    /// The centre of a voxel, from the middle of the volume.
    func point(_ i: Int, _ j: Int, _ k: Int) -> SIMD3<Double> {
        let middle = SIMD3(Double(columns - 1), Double(rows - 1), Double(slices - 1)) / 2
        return (SIMD3(Double(i), Double(j), Double(k)) - middle) * spacing
    }

    /// The stored values of a slice: Hounsfield units + 1024, row by row.
    package func samples(ofSlice k: Int) -> [UInt16] {
        var chance = SeededChance(seed: seed &+ UInt64(k))
        var samples = [UInt16](repeating: 0, count: columns * rows)
        for j in 0..<rows {
            for i in 0..<columns {
                let point = point(i, j, k)
                var value = -1000.0
                for body in Self.bodies where body.contains(point) { value = body.value }
                // Noise as of a scan: the sum of two draws is a triangle, near enough to a bell.
                let noise = Double(chance.next() & 31) + Double(chance.next() & 31) - 31
                samples[j * columns + i] = UInt16(max(0, min(4095, value + 1024 + noise * 0.6)))
            }
        }
        return samples
    }

    /// The files of the series, by name. The same phantom has the same identifiers wherever it is made.
    package func files() throws -> [(name: String, bytes: [UInt8])] {
        let study = DerivedUID.make("phantom study", "\(seed)")
        let series = DerivedUID.make("phantom series", "\(seed)-\(columns)-\(rows)-\(slices)")
        return try (0..<slices).map { k in
            (
                "phantom-\(String(k + 1).count < 3 ? String(repeating: "0", count: 3 - String(k + 1).count) : "")\(k + 1).dcm",
                try file(k, study: study, series: series)
            )
        }
    }

    private func file(_ k: Int, study: String, series: String) throws -> [UInt8] {
        var item = DICOMItem()
        item[.sopClassUID] = "1.2.840.10008.5.1.4.1.1.2"
        item[.sopInstanceUID] = .text(DerivedUID.make("phantom instance", "\(series)-\(k)"))
        item[.studyInstanceUID] = .text(study)
        item[.seriesInstanceUID] = .text(series)
        item[.frameOfReferenceUID] = .text(DerivedUID.make("phantom frame of reference", series))
        item[.patientName] = "Phantom^Synthetic"
        item[.patientID] = .text("PHANTOM-\(seed)")
        item[.patientBirthDate] = .empty
        item[.patientSex] = "O"
        item[.studyDate] = "20260101"
        item[.studyTime] = "080000"
        item[.studyDescription] = "Synthetic chest phantom"
        item[.seriesDescription] = "Ellipsoids, soft kernel"
        item[.modality] = "CT"
        item[.seriesNumber] = 1
        item[.instanceNumber] = .integer(k + 1)
        item[.bodyPartExamined] = "CHEST"
        item[.imageType] = .texts(["DERIVED", "PRIMARY", "AXIAL"])
        item[.patientPosition] = "HFS"
        let corner = point(0, 0, k)
        item[.imagePositionPatient] = .decimals([corner.x, corner.y, corner.z])
        item[.imageOrientationPatient] = .decimals([1, 0, 0, 0, 1, 0])
        item[.pixelSpacing] = .decimals([spacing.y, spacing.x])
        item[.sliceThickness] = .decimal(spacing.z)
        item[.samplesPerPixel] = 1
        item[.photometricInterpretation] = "MONOCHROME2"
        item[.rows] = .integer(rows)
        item[.columns] = .integer(columns)
        item[.bitsAllocated] = 16
        item[.bitsStored] = 12
        item[.highBit] = 11
        item[.pixelRepresentation] = 0
        item[.rescaleIntercept] = .decimal(-1024)
        item[.rescaleSlope] = .decimal(1)
        item[.rescaleType] = "HU"
        item[.windowCenter] = .decimals([40, -600])
        item[.windowWidth] = .decimals([400, 1500])
        item[.windowCenterWidthExplanation] = .texts(["Soft tissue", "Lung"])
        var pixels: [UInt8] = []
        pixels.reserveCapacity(columns * rows * 2)
        for sample in samples(ofSlice: k) {
            pixels.append(UInt8(truncatingIfNeeded: sample))
            pixels.append(UInt8(truncatingIfNeeded: sample >> 8))
        }
        item.set(.pixelData, .OW, .bytes(pixels))
        return try DICOMWriter.file(item)
    }
}
