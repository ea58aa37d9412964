/// How a volume lies in the patient: DICOM's coordinates (left, posterior, superior) in millimetres.
package struct ImagingGeometry: Sendable, Equatable {
    /// The centre of voxel (0, 0, 0).
    package var origin: [Double]
    /// The unit vector in which the column index grows.
    package var row: [Double]
    /// The unit vector in which the row index grows.
    package var column: [Double]
    /// The unit vector in which the slice index grows.
    package var normal: [Double]
    /// Millimetres between columns, rows and slices.
    package var spacing: [Double]
    /// Where each slice lies along the normal, in millimetres from the origin of the patient.
    package var positions: [Double]
    /// Whether all slices are equally far apart.
    package var isRegular: Bool

    package init(
        origin: [Double], row: [Double], column: [Double], normal: [Double], spacing: [Double], positions: [Double],
        isRegular: Bool
    ) {
        self.origin = origin
        self.row = row
        self.column = column
        self.normal = normal
        self.spacing = spacing
        self.positions = positions
        self.isRegular = isRegular
    }

    /// The centre of a voxel; fractions are allowed within a slice.
    package func point(_ i: Double, _ j: Double, slice k: Int) -> [Double] {
        let depth = depth(of: k)
        return (0..<3).map { axis in
            origin[axis] + row[axis] * spacing[0] * i + column[axis] * spacing[1] * j + normal[axis] * depth
        }
    }

    /// How far a slice lies from the first, along the normal.
    package func depth(of slice: Int) -> Double {
        guard let first = positions.first, positions.indices.contains(slice) else { return spacing[2] * Double(slice) }
        return positions[slice] - first
    }

    /// Column, row and slice of a point, each with its fraction; the slice counts in steps of the spacing.
    package func voxel(_ point: [Double]) -> [Double] {
        let way = (0..<3).map { point[$0] - origin[$0] }
        func along(_ axis: [Double]) -> Double { way[0] * axis[0] + way[1] * axis[1] + way[2] * axis[2] }
        return [along(row) / spacing[0], along(column) / spacing[1], along(normal) / spacing[2]]
    }

    /// The slice nearest to a point, and how many millimetres away it is.
    package func slice(nearest point: [Double]) -> (index: Int, distance: Double)? {
        guard let first = positions.first else { return nil }
        let depth = (0..<3).reduce(0.0) { $0 + (point[$1] - origin[$1]) * normal[$1] } + first
        let best = positions.indices.min { abs(positions[$0] - depth) < abs(positions[$1] - depth) }
        return best.map { ($0, abs(positions[$0] - depth)) }
    }
}
