/// What a region growing through a volume may enter.
package protocol Membership {
    /// Whether the voxel at the index belongs.
    func holds(_ index: Int) -> Bool
}

/// Voxels with an intensity from `low` to `high`, both included.
package struct IntensityRange: Membership {
    package let intensities: UnsafeBufferPointer<Int16>
    package let low: Int16
    package let high: Int16

    package init(_ intensities: UnsafeBufferPointer<Int16>, _ low: Int32, _ high: Int32) {
        self.intensities = intensities
        self.low = Int16(clamping: low)
        self.high = Int16(clamping: high)
    }

    @inline(__always) package func holds(_ index: Int) -> Bool {
        intensities[index] >= low && intensities[index] <= high
    }
}

/// Voxels that carry a label.
package struct SameLabel: Membership {
    package let labels: UnsafeBufferPointer<UInt8>
    package let label: UInt8

    package init(_ labels: UnsafeBufferPointer<UInt8>, _ label: UInt8) {
        self.labels = labels
        self.label = label
    }

    @inline(__always) package func holds(_ index: Int) -> Bool { labels[index] == label }
}
