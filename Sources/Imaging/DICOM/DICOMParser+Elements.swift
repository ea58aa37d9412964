extension DICOMParser {
    /// What a walk over elements found.
    struct Walk {
        var entries: [DICOMEntry] = []
        /// Encapsulated pixel data, if the walk met them.
        var fragments: DICOMFragments?
        /// Where the walk ended, and why if not at the end.
        var end: Int
        var problem: DICOMError?
    }

    /// Reads the elements of a data set from `start` up to `end` or to an item delimiter.
    ///
    /// A file that is cut or followed by junk gives what was read up to there, and the problem.
    func elements(from start: Int, end: Int, _ encoding: DICOMEncoding, depth: Int) -> Walk {
        var walk = Walk(end: start)
        var isSorted = true
        do throws(DICOMError) {
            while walk.end + 8 <= end {
                let header = try header(walk.end, encoding, end: end)
                if header.tag == Self.itemEnd {
                    walk.end += 8
                    break
                }
                let next = try append(header, encoding, end: end, depth: depth, to: &walk)
                if walk.entries.count > 1 {
                    isSorted = isSorted && walk.entries[walk.entries.count - 2].tag < header.tag
                }
                walk.end = next
            }
        } catch {
            walk.problem = error
        }
        if !isSorted { walk.entries = Self.sorted(walk.entries) }
        return walk
    }

    private func append(
        _ header: Header, _ encoding: DICOMEncoding, end: Int, depth: Int, to walk: inout Walk
    ) throws(DICOMError) -> Int {
        let isPixelData = header.tag == .pixelData
        let itemEncoding = itemEncoding(of: header, within: encoding)
        if let next = header.end {
            guard next <= end || isPixelData else { throw .truncated(offset: walk.end) }
            let kept = header.start..<min(next, end)
            walk.entries.append(
                DICOMEntry(
                    tag: header.tag, vr: vr(of: header), range: kept, isOpen: false, encoding: itemEncoding))
            return kept.upperBound
        }
        if isPixelData {
            let fragments = try DICOMFragments(bytes, from: header.start, end: end, encoding)
            walk.fragments = fragments
            walk.entries.append(
                DICOMEntry(
                    tag: header.tag, vr: vr(of: header), range: header.start..<fragments.end, isOpen: true,
                    encoding: encoding))
            return fragments.end
        }
        let next = try skipSequence(header.start, itemEncoding, end: end, depth: depth)
        // What is open is a sequence, whatever its VR says; fragments outside of pixel data are not ours to read.
        let written = vr(of: header)
        walk.entries.append(
            DICOMEntry(
                tag: header.tag, vr: written.isBulk && written != .UN ? written : .SQ,
                range: header.start..<next, isOpen: true, encoding: itemEncoding))
        return next
    }

    /// The VR in the file; where it is missing or unknown, the dictionary's.
    private func vr(of header: Header) -> DICOMVR {
        guard let vr = header.vr, vr != .UN else { return DICOMDictionary.vr(of: header.tag) ?? .UN }
        return vr
    }

    /// In the order of tags; of two elements with one tag the later counts.
    private static func sorted(_ entries: [DICOMEntry]) -> [DICOMEntry] {
        var latest: [DICOMTag: DICOMEntry] = [:]
        for entry in entries { latest[entry.tag] = entry }
        return latest.values.sorted { $0.tag < $1.tag }
    }
}
