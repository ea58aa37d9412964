/// What a segment says of itself.
package struct SegmentStatistics {
    package private(set) var voxels = 0
    package private(set) var box = Box.none
    package private(set) var intensities = IntensityStatistics()
    /// Sums of the voxel indices, for the centre.
    private var sums: (i: Int64, j: Int64, k: Int64) = (0, 0, 0)
    private let voxelVolume: Double

    /// Counts the label within a box; without intensities only volume and place are known.
    package init(
        of label: UInt8, in labels: UnsafeBufferPointer<UInt8>, _ grid: Grid,
        intensities: UnsafeBufferPointer<Int16>, within limit: Box
    ) {
        voxelVolume = grid.spacingX * grid.spacingY * grid.spacingZ
        box = Extent.of(label, in: labels, of: grid, within: limit)
        guard !box.isEmpty else { return }
        let known = intensities.count >= grid.count
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                let row = grid.index(0, j, k)
                for i in box.minI..<box.endI where labels[row &+ i] == label {
                    voxels &+= 1
                    sums.i &+= Int64(i)
                    sums.j &+= Int64(j)
                    sums.k &+= Int64(k)
                    if known { self.intensities.add(intensities[row &+ i]) }
                }
            }
        }
    }

    package var millilitres: Double { Double(voxels) * voxelVolume / 1000 }

    /// The centre of the voxels' centres, in voxels; nil for none.
    package var centre: (i: Double, j: Double, k: Double)? {
        guard voxels > 0 else { return nil }
        let count = Double(voxels)
        return (Double(sums.i) / count, Double(sums.j) / count, Double(sums.k) / count)
    }
}
