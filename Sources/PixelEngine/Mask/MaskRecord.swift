/// One operation on a mask, read from its words: see `MaskKind` for the layout.
///
/// It looks into the words it was read from and must not outlive them.
package struct MaskRecord {
    /// The version that stands in every record's first word.
    package static let version: Int32 = 1
    /// Words before the parameters when no segment is locked.
    package static let headerCount = 5
    /// Layers a mask may have.
    package static let maximumLayers = 16

    package let kind: MaskKind
    package let layer: Int
    package let segment: UInt8
    package let flags: MaskFlags
    package let locks: SegmentSet
    /// What follows the header: the parameters of the kind.
    package let parameters: UnsafeBufferPointer<Int32>

    package init(_ words: UnsafeBufferPointer<Int32>) throws(MaskFailure) {
        guard words.count >= Self.headerCount else { throw .malformed }
        guard words[0] == Self.version else { throw .unknownVersion }
        guard let kind = MaskKind(rawValue: words[1]) else { throw .unknownKind }
        guard words[2] >= 0, words[2] < Int32(Self.maximumLayers) else { throw .outOfRange }
        guard words[3] >= 0, words[3] <= 255 else { throw .outOfRange }
        self.kind = kind
        layer = Int(words[2])
        segment = UInt8(truncatingIfNeeded: words[3])
        flags = MaskFlags(rawValue: words[4])

        var start = Self.headerCount
        var locks = SegmentSet()
        if flags.contains(.hasLocks) {
            guard words.count >= start + SegmentSet.wordCount else { throw .malformed }
            for word in 0..<SegmentSet.wordCount {
                locks.words[word] = UInt32(bitPattern: words[start + word])
            }
            start += SegmentSet.wordCount
        }
        guard !locks.contains(segment) else { throw .locked }
        self.locks = locks
        parameters = UnsafeBufferPointer(rebasing: words[start...])
    }

    /// Whether a voxel that now holds `old` may be changed by this record at all.
    ///
    /// Locked segments never change; the segment's own voxels do even where only others are asked for, so that shrinking works.
    package func mayChange(_ old: UInt8) -> Bool {
        if locks.contains(old) { return false }
        if old != 0 && old == segment { return true }
        if flags.contains(.onlyUnlabelled) { return old == 0 }
        if flags.contains(.onlyOver) { return old == flags.over }
        return true
    }

    /// The same, taking its segment away.
    var erasing: MaskRecord {
        MaskRecord(self, flags: flags.union(.erase).subtracting([.onlyUnlabelled, .onlyOver]))
    }

    private init(_ other: MaskRecord, flags: MaskFlags) {
        kind = other.kind
        layer = other.layer
        segment = other.segment
        self.flags = flags
        locks = other.locks
        parameters = other.parameters
    }
}
