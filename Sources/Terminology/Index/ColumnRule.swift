/// What must be true of a column before anything is read through it.
package enum ColumnRule: Sendable, Equatable {
    /// Numbers of 32 bits that begin at 0, never fall, and end at exactly this.
    case offsets(end: Int)
    /// Offsets of an `OffsetColumn`, which may be packed.
    case packedOffsets(end: Int)
    /// Numbers of any width that are below this; where `orNone`, `UInt32.max` is allowed as well.
    case below(Int, orNone: Bool = false)
    /// Numbers of 32 bits: without the highest bit below the first, with it and apart from it below the second.
    case marked(below: Int, marked: Int)
}
