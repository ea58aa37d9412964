@testable import Imaging

/// Files of a made-up series: axial slices of 8 × 6 unless told otherwise.
struct SeriesSample {
    var files: [InspectedFile] = []

    static func slice(
        _ number: Int, at position: SIMD3<Double>?, series: String = "1.2.3", modality: String = "MR",
        row: SIMD3<Double> = SIMD3(1, 0, 0), column: SIMD3<Double> = SIMD3(0, 1, 0), columns: Int = 8,
        _ change: (inout InspectedFile) -> Void = { _ in }
    ) -> InspectedFile {
        var file = InspectedFile(kind: .dicom)
        file.study = StudyIdentity(uid: "1.2")
        file.series = SeriesIdentity(uid: series)
        file.series?.modality = modality
        file.instance = InstanceIdentity(uid: "\(series).\(number)", sopClass: "1", transferSyntax: "1")
        file.instance?.number = number
        file.pixels = PixelDescription(columns: columns, rows: 6, frames: 1, samples: 1, bitsAllocated: 16)
        file.shared.position = position
        if position != nil {
            file.shared.row = row
            file.shared.column = column
        }
        file.shared.spacing = PlaneSpacing(x: 0.5, y: 0.75)
        file.shared.spacingSource = .patient
        file.shared.thickness = 2
        change(&file)
        return file
    }

    /// Slices at depths, numbered in the order given.
    static func stack(_ depths: [Double], _ change: (Int, inout InspectedFile) -> Void = { _, _ in }) -> [InspectedFile]
    {
        depths.enumerated().map { index, depth in
            slice(index + 1, at: SIMD3(-10, -20, depth)) { change(index, &$0) }
        }
    }
}
