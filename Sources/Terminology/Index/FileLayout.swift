/// How an index file is laid out: a header, the sections, each from a multiple of 64, and the table of sections.
///
/// ```
/// 0   "VXTINDEX"     8   format u32 · sections u32     16  table's offset u64      24  table's checksum u64
/// 32  file's length u64                                40  checksum of bytes 0..<40, u64
/// table: name u64 · offset u64 · length u64 · checksum u64 · width u32 · constant u32, a section each
/// ```
/// All numbers are little-endian, as every processor we run on is: they are used where they lie.
enum FileLayout {
    static let magic: UInt64 = 0x5845_444E_4954_5856  // "VXTINDEX"
    /// Raised with every change of what the sections mean: older files are refused and built again.
    static let format: UInt32 = 1
    static let headerSize = 64
    static let entrySize = 40
    static let alignment = 64
    /// Sections are hashed and checked in pieces of this size, so that two threads share one long section and the piece
    /// stays in the second-level cache. A multiple of 64 and of 3, so that no number lies across its end.
    static let pieceSize = 192 << 10
    /// A table that claims more is not one of ours.
    static let mostSections = 4096

    #if _endian(big)
        #error("an index file is read where it lies, which needs a little-endian processor")
    #endif

    static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) & ~(alignment - 1) }

    /// A section as the table describes it.
    struct Entry: Sendable {
        var name: SectionName
        var offset: Int
        var length: Int
        var checksum: UInt64
        /// Bytes of an element; what it says is the column's business.
        var width: Int
        /// The value of a column in which all elements are equal and none is stored.
        var constant: UInt32
    }
}
