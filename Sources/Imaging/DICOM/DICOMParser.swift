/// Walks over the elements of a data set. Nothing is copied, every offset is checked, and depth is limited.
struct DICOMParser {
    /// Items within items; real files stay below ten.
    static let depthLimit = 24
    static let undefined = 0xFFFF_FFFF

    static let item = DICOMTag(0xFFFE_E000)
    static let itemEnd = DICOMTag(0xFFFE_E00D)
    static let sequenceEnd = DICOMTag(0xFFFE_E0DD)

    /// An element's head.
    struct Header {
        var tag: DICOMTag
        /// What the file says, nil where it says nothing or nonsense.
        var vr: DICOMVR?
        var start: Int
        /// Nil for undefined length.
        var length: Int?
        /// The end of the value, which may lie beyond the end of the file.
        var end: Int? { length.map { start + $0 } }
    }

    let bytes: DICOMBytes

    func tag(_ offset: Int, _ encoding: DICOMEncoding) -> DICOMTag {
        DICOMTag(
            group: bytes.number16(offset, bigEndian: encoding.isBigEndian),
            element: bytes.number16(offset + 2, bigEndian: encoding.isBigEndian))
    }

    func header(_ offset: Int, _ encoding: DICOMEncoding, end: Int) throws(DICOMError) -> Header {
        guard offset + 8 <= end else { throw .truncated(offset: offset) }
        let tag = tag(offset, encoding)
        var vr: DICOMVR?
        var start = offset + 8
        var length: Int
        let (first, second) = (bytes[offset + 4], bytes[offset + 5])
        // An element without letters in an explicit data set was written implicitly: some writers switch in the middle.
        if encoding.isExplicit, tag.group != 0xFFFE, isLetter(first), isLetter(second) {
            vr = DICOMVR(letters: first, second)
            if vr?.hasLongLength ?? false {
                guard offset + 12 <= end else { throw .truncated(offset: offset) }
                length = Int(bytes.number32(offset + 8, bigEndian: encoding.isBigEndian))
                start = offset + 12
            } else {
                length = Int(bytes.number16(offset + 6, bigEndian: encoding.isBigEndian))
            }
        } else {
            length = Int(bytes.number32(offset + 4, bigEndian: encoding.isBigEndian))
        }
        return Header(tag: tag, vr: vr, start: start, length: length == Self.undefined ? nil : length)
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }

    /// Answers the offset behind a sequence of undefined length, whose first item begins at `start`.
    func skipSequence(_ start: Int, _ encoding: DICOMEncoding, end: Int, depth: Int) throws(DICOMError) -> Int {
        guard depth <= Self.depthLimit else { throw .malformed("sequences nest too deep", offset: start) }
        var offset = start
        while true {
            guard offset + 8 <= end else { throw .truncated(offset: offset) }
            let tag = tag(offset, encoding)
            let length = Int(bytes.number32(offset + 4, bigEndian: encoding.isBigEndian))
            if tag == Self.sequenceEnd { return offset + 8 }
            guard tag == Self.item else { throw .malformed("an item was expected, not \(tag),", offset: offset) }
            if length == Self.undefined {
                offset = try skipItem(offset + 8, encoding, end: end, depth: depth)
            } else {
                guard length <= end - offset - 8 else { throw .truncated(offset: offset) }
                offset += 8 + length
            }
        }
    }

    /// Answers the offset behind an item of undefined length, delimiter included.
    func skipItem(_ start: Int, _ encoding: DICOMEncoding, end: Int, depth: Int) throws(DICOMError) -> Int {
        var offset = start
        while true {
            guard offset + 8 <= end else { throw .truncated(offset: offset) }
            if tag(offset, encoding) == Self.itemEnd { return offset + 8 }
            let header = try header(offset, encoding, end: end)
            if let next = header.end {
                guard next <= end else { throw .truncated(offset: offset) }
                offset = next
            } else {
                offset = try skipSequence(
                    header.start, itemEncoding(of: header, within: encoding), end: end, depth: depth + 1)
            }
        }
    }

    func itemEncoding(of header: Header, within encoding: DICOMEncoding) -> DICOMEncoding {
        header.vr == .UN ? .implicitLittle : encoding
    }
}
