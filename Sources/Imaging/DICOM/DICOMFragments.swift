/// The pieces of encapsulated pixel data (PS3.5 §A.4), found but not read.
package struct DICOMFragments: Sendable {
    /// The value of each fragment; the offset table is not among them.
    package private(set) var ranges: [Range<Int>] = []
    /// Where the item of each fragment begins, from the item of the first fragment on: what offset tables count.
    package private(set) var offsets: [Int] = []
    /// The Basic Offset Table, often empty.
    package private(set) var basicTable: [Int] = []
    /// The offset behind the sequence delimiter.
    package private(set) var end: Int

    /// A file that is cut inside a fragment gives the part that is there.
    init(_ bytes: DICOMBytes, from start: Int, end limit: Int, _ encoding: DICOMEncoding) throws(DICOMError) {
        let parser = DICOMParser(bytes: bytes)
        var offset = start
        var isTable = true
        var base = start
        while offset + 8 <= limit {
            let tag = parser.tag(offset, encoding)
            let length = Int(bytes.number32(offset + 4, bigEndian: encoding.isBigEndian))
            if tag == DICOMParser.sequenceEnd {
                offset += 8
                break
            }
            guard tag == DICOMParser.item, length != DICOMParser.undefined else {
                // Without a delimiter the next element or junk follows.
                if ranges.isEmpty { throw .malformed("a fragment of pixel data was expected", offset: offset) }
                break
            }
            let body = offset + 8..<min(offset + 8 + length, limit)
            if isTable {
                isTable = false
                base = body.upperBound
                for place in stride(from: body.lowerBound, to: body.upperBound - 3, by: 4) {
                    basicTable.append(Int(bytes.number32(place, bigEndian: encoding.isBigEndian)))
                }
            } else {
                ranges.append(body)
                offsets.append(offset - base)
            }
            offset = body.upperBound
        }
        end = min(offset, limit)
    }

    /// The fragments of each frame. `extendedTable` holds the values of the Extended Offset Table, if there is one.
    package func frames(
        _ count: Int, extendedTable: [Int] = [], in bytes: DICOMBytes
    ) throws(DICOMError) -> [[Range<Int>]] {
        guard !ranges.isEmpty else { throw .malformed("the pixel data have no fragments") }
        if count == 1 { return [ranges] }
        if ranges.count == count { return ranges.map { [$0] } }
        for table in [extendedTable, basicTable] where table.count == count && isUsable(table) {
            return divide(by: table)
        }
        // Without a table a frame ends with an end-of-image or end-of-codestream marker.
        var frames: [[Range<Int>]] = [[]]
        for range in ranges {
            frames[frames.count - 1].append(range)
            if endsImage(range, in: bytes) { frames.append([]) }
        }
        if frames.last?.isEmpty == true { frames.removeLast() }
        guard frames.count >= count else {
            throw .malformed("\(ranges.count) fragments without a table cannot be divided into \(count) frames")
        }
        return Array(frames.prefix(count))
    }

    private func isUsable(_ table: [Int]) -> Bool {
        table.first == 0 && zip(table, table.dropFirst()).allSatisfy { $0 < $1 } && table.last ?? 0 <= offsets.last ?? 0
    }

    private func divide(by table: [Int]) -> [[Range<Int>]] {
        var frames = [[Range<Int>]](repeating: [], count: table.count)
        var frame = 0
        for (range, offset) in zip(ranges, offsets) {
            while frame + 1 < table.count, offset >= table[frame + 1] { frame += 1 }
            frames[frame].append(range)
        }
        return frames
    }

    /// JPEG, JPEG-LS and JPEG 2000 all end with FF D9, which padding may follow.
    private func endsImage(_ range: Range<Int>, in bytes: DICOMBytes) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound + 2, bytes[end - 1] == 0 { end -= 1 }
        return end - range.lowerBound > 2 && bytes[end - 2] == 0xFF && bytes[end - 1] == 0xD9
    }
}
