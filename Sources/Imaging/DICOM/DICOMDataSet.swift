/// The elements of a file or of a sequence's item: where each stands, not what it holds. Nothing is copied until asked
/// for, so a data set of any size is small.
package struct DICOMDataSet: Sendable {
    package let bytes: DICOMBytes
    /// In the order of their tags, each tag once.
    package private(set) var entries: [DICOMEntry]
    /// How the characters of names and texts are written.
    package private(set) var characterSet: DICOMCharacterSet
    /// Whether samples are signed, which decides what some numbers are.
    private var hasSignedSamples: Bool
    private let depth: Int

    init(_ bytes: DICOMBytes, _ entries: [DICOMEntry], within parent: DICOMDataSet?, depth: Int) {
        self.bytes = bytes
        self.entries = entries
        self.depth = depth
        characterSet = parent?.characterSet ?? .standard
        hasSignedSamples = parent?.hasSignedSamples ?? false
        if let names = texts(.specificCharacterSet) { characterSet = DICOMCharacterSet(terms: names) }
        if let representation = integer(.pixelRepresentation) { hasSignedSamples = representation == 1 }
    }

    /// Where an element stands, nil if there is none.
    package func entry(_ tag: DICOMTag) -> DICOMEntry? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].tag < tag { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].tag == tag ? entries[low] : nil
    }

    package func has(_ tag: DICOMTag) -> Bool { entry(tag) != nil }

    /// The VR of an element; of those that follow the sign of the samples, the right one.
    package func vr(of entry: DICOMEntry) -> DICOMVR {
        guard !entry.encoding.isExplicit, entry.vr == .US, hasSignedSamples,
            DICOMDictionary.line(of: entry.tag)?.followsSign ?? false
        else { return entry.vr }
        return .SS
    }

    /// The items of a sequence; none if there is no such element, and those before the damage of a damaged one.
    package func items(_ tag: DICOMTag) -> [DICOMDataSet] {
        guard let entry = entry(tag) else { return [] }
        return items(of: entry)
    }

    /// The first item of a sequence, nil if it is empty or not there.
    package func item(_ tag: DICOMTag) -> DICOMDataSet? { items(tag).first }

    /// The items of a sequence.
    package func items(of entry: DICOMEntry) -> [DICOMDataSet] {
        guard entry.vr == .SQ, depth < DICOMParser.depthLimit else { return [] }
        let parser = DICOMParser(bytes: bytes)
        let bigEndian = entry.encoding.isBigEndian
        var items: [DICOMDataSet] = []
        var offset = entry.range.lowerBound
        while offset + 8 <= entry.range.upperBound, parser.tag(offset, entry.encoding) == DICOMParser.item {
            let length = Int(bytes.number32(offset + 4, bigEndian: bigEndian))
            let end = length == DICOMParser.undefined ? entry.range.upperBound : offset + 8 + length
            guard end <= entry.range.upperBound else { break }
            let walk = parser.elements(from: offset + 8, end: end, entry.encoding, depth: depth + 1)
            items.append(DICOMDataSet(bytes, walk.entries, within: self, depth: depth + 1))
            if length == DICOMParser.undefined, walk.problem != nil { break }
            offset = length == DICOMParser.undefined ? walk.end : end
        }
        return items
    }
}
