/// Why a record changed nothing. The raw values are what the browser sees; 0 is success.
package enum MaskFailure: Int32, Error, Sendable {
    /// Too short, too long, or a parameter that no writer of ours makes.
    case malformed = 1
    /// A version of records this engine does not know.
    case unknownVersion = 2
    /// A kind this engine does not know.
    case unknownKind = 3
    /// The layer, the segment or another number is out of its range.
    case outOfRange = 4
    /// It depends on intensities and there are none.
    case needsIntensities = 5
    /// There is no step to take back or to do again.
    case nothingToUndo = 6
    /// It would need more memory than may be had.
    case tooLarge = 7
    /// The record's own segment is locked.
    case locked = 8
}
