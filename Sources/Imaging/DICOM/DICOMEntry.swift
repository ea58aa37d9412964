/// Where an element stands in the bytes of its file.
package struct DICOMEntry: Hashable, Sendable {
    package let tag: DICOMTag
    /// The VR written in the file, or else the dictionary's.
    package let vr: DICOMVR
    /// The value's bytes; of a sequence of undefined length all up to its delimiter.
    package let range: Range<Int>
    /// Whether the length was left open (PS3.5 §7.1.1).
    package let isOpen: Bool
    /// How the items of a sequence are written: those of an unknown VR are always implicit little-endian (PS3.5 §6.2.2).
    package let encoding: DICOMEncoding
}
