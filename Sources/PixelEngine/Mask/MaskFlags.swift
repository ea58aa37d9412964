/// The fifth word of a mask record.
package struct MaskFlags: OptionSet, Equatable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// Takes the segment away (any segment that is not locked, if the record's is 0) instead of putting it.
    package static let erase = MaskFlags(rawValue: 1 << 0)
    /// Is undone and redone together with the record before it: a stroke is many records and one step.
    package static let joined = MaskFlags(rawValue: 1 << 1)
    /// Eight words of locked segments follow the flags.
    package static let hasLocks = MaskFlags(rawValue: 1 << 2)
    /// Changes only voxels without a label (and the segment's own).
    package static let onlyUnlabelled = MaskFlags(rawValue: 1 << 4)
    /// Changes only voxels of the segment in bits 8–15 (and the segment's own).
    package static let onlyOver = MaskFlags(rawValue: 1 << 5)

    /// Brush: a ball instead of a disc.
    package static let ball = MaskFlags(rawValue: 1 << 16)
    /// Brush: only voxels with an intensity from low to high.
    package static let gate = MaskFlags(rawValue: 1 << 17)
    /// Brush: only what looks like the point under the cursor and is connected to it.
    package static let adaptive = MaskFlags(rawValue: 1 << 18)
    /// Scissors: what is outside the polygon.
    package static let outside = MaskFlags(rawValue: 1 << 19)
    /// Flood fill, confidence growing, islands, holes: neighbours at edges and corners count too.
    package static let diagonal = MaskFlags(rawValue: 1 << 20)
    /// Flood fill: follows the label at the seed, not the intensities.
    package static let byLabel = MaskFlags(rawValue: 1 << 21)
    /// Load, accept: zeros in the runs empty what stands there.
    package static let replace = MaskFlags(rawValue: 1 << 22)

    /// Margin: leaves a wall of that thickness whose outer surface is the segment's; with `hollowOutside` half of it on either side.
    package static let hollowInside = MaskFlags(rawValue: 1 << 23)
    /// Margin: leaves a wall of that thickness around the segment.
    package static let hollowOutside = MaskFlags(rawValue: 1 << 24)

    /// The segment that `onlyOver` names.
    package var over: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 8) }
}
