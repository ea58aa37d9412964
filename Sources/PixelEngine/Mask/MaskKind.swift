/// What a mask record asks for. The raw values are stored and sent: they never change.
///
/// A record is a list of `Int32`. **Every record begins with**
///
/// ```
/// [0] version = 1   [1] kind   [2] layer 0–15   [3] segment 0–255   [4] flags (see `MaskFlags`)
/// ```
///
/// and, if the flag `hasLocks` is set, eight words follow with a bit for every locked segment (bit s & 31 of word s >> 5). Then come the
/// parameters of the kind, listed below in their order. Units: a *point* is three words x, y, z in voxels × 256 (256 is the centre of voxel 1);
/// a *direction* is three words in the millimetre frame of the grid (x along i, y along j, z along k) × 65536, of any length but zero;
/// a *length* is micrometres; an *intensity* is a stored value; a *box* is six words minI minJ minK endI endJ endK in voxels, ends excluded,
/// clipped to the grid; an *axis* is 0 (i), 1 (j), 2 (k) for slices across that axis, or −1 for three dimensions.
/// Parameters in excess are a malformed record, so that no two spellings mean the same.
package enum MaskKind: Int32, Sendable, CaseIterable {
    /// Takes back the last step (a record and those joined to it). No parameters.
    case undo = 1

    /// Does again what was taken back last. No parameters.
    case redo = 2

    /// Paints (or erases, flag `erase`) a capsule from each point to the next.
    ///
    /// `radius (length), normal (direction), thickness (length), low, high (intensities), tolerance (intensity), count, point × count`
    ///
    /// One point is a dab. Without the flag `ball` the brush is a disc across `normal`, as thick as `thickness` (0: one voxel).
    /// With `ball` normal and thickness are ignored (send 0). With `gate` only voxels from low to high. With `adaptive` only
    /// what is connected to the point moved to and differs from the mean around it by at most `tolerance` (0: found from the scatter there).
    case brush = 3

    /// Fills (or erases) the inside of a polygon, extruded along its normal.
    ///
    /// `normal (direction), front (length), back (length), count, point × count`
    ///
    /// The plane goes through the first point; other points are projected on it. Front reaches along the normal, back against it, each with half a
    /// voxel more (0, 0: one slice); negative is without end. With the flag `outside` everything in the slab outside the polygon. Even-odd rule.
    case scissors = 4

    /// Fills what is connected to a seed and has an intensity in a range.
    ///
    /// `seed (point), low, high (intensities), axis, box`
    ///
    /// Axis 0–2 stays in the slice through the seed. Flag `diagonal`: 26 (8) neighbours instead of 6 (4). Flag `byLabel`: low and high
    /// are ignored and the region is the connected one of the label at the seed (paint bucket).
    case floodFill = 5

    /// Confidence-connected growing: the range is mean ± factor · deviation of what is grown already, again and again.
    ///
    /// `seed (point), factor × 256, rounds, radius in voxels of the first neighbourhood, axis, box`
    case confidenceGrow = 6

    /// Works on the connected parts of the segment.
    ///
    /// `mode, least voxels, seed (point), first segment`
    ///
    /// Mode 0 keeps the largest, 1 removes parts below `least voxels`, 2 keeps the part at the seed, 3 gives the parts from the second
    /// largest on the segments from `first segment` upwards (parts below `least voxels` stay), 4 removes the part at the seed. Unused ones are 0. Flag `diagonal` as above.
    case islands = 7

    /// Fills what the segment encloses.
    ///
    /// `axis, most voxels` (0: any size)
    case fillHoles = 8

    /// Grows (positive) or shrinks (negative) the segment.
    ///
    /// `distance (length), axis` (axis 0–2: within each slice only). Flags `hollowInside`, `hollowOutside`: leaves a wall instead.
    case margin = 9

    /// Smooths the segment.
    ///
    /// `method (0 median, 1 closing, 2 opening, 3 joint), radius (length), axis`
    ///
    /// Joint smooths all segments that are not locked at once, without gaps between them; the record's segment is 0.
    case smooth = 10

    /// Combines the segment with another one, which stays as it is.
    ///
    /// `operation (0 union, 1 subtract, 2 intersect, 3 copy, 4 invert), other layer, other segment`
    ///
    /// Copy makes the segment equal to the other; invert ignores the other (send 0, 0). Within one layer a voxel has one label: what the segment gains from
    /// the other leaves it, unless it is locked.
    case boolean = 11

    /// Fills the slices between drawn ones by blending distances.
    ///
    /// `axis, first slice, last slice` (−1, −1: every gap between drawn slices)
    case interpolate = 12

    /// Fills a closed contour that a livewire found, in one slice.
    ///
    /// `axis, slice, count, point × count`
    ///
    /// The points are the traced path, so that a replay needs no intensities. Even-odd rule, the coordinate along the axis is ignored.
    case livewire = 13

    /// Grows all segments present in a box as seeds over the unlabelled rest of it.
    ///
    /// `box, locality (intensity), background segment (0: none; its growth competes and is then thrown away)`
    ///
    /// Locality is what each step costs beside the difference of intensities: larger values keep growth nearer to its seed.
    ///
    /// Only segments that are not locked grow. `segment` is 0: all; else only the growth of that one is kept.
    case growCut = 14

    /// Fills (or erases) the voxels of a box that have an intensity in a range.
    ///
    /// `low, high (intensities), box`
    case threshold = 15

    /// Empties the segment, or every segment that is not locked if it is 0.
    ///
    /// `box`
    case clear = 16

    /// Puts runs (an imported mask) into the layer.
    ///
    /// `start, word × any`
    ///
    /// Words are `value << 24 | length`, one after the other from voxel index `start` on. Segment 0: values are taken as they are; else every value
    /// but 0 means that segment. Values of 0 leave what stands there, unless the flag `replace` is set.
    case load = 17

    /// Moves the segment to another number, another layer or both; what it meets there is overwritten where it is not locked.
    ///
    /// `other layer, other segment`
    case move = 18

    /// Takes over a proposal of a model: as `load`.
    case accept = 19
}
