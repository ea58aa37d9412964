/// What the data dictionary (PS3.6 §6, PS3.7 §E) says of an element: VR and keyword.
package enum DICOMDictionary {
    /// A line of the dictionary.
    package struct Line: Sendable {
        package let tag: DICOMTag
        package let vr: DICOMVR
        /// Whether the VR is US in images of unsigned samples and SS in those of signed ones.
        package let followsSign: Bool
        package let keyword: String
    }

    /// The line of a tag, nil for private and unknown ones.
    package static func line(of tag: DICOMTag) -> Line? {
        if let line = lines[tag] { return line }
        // Curves and overlays repeat by group (PS3.5 §7.6).
        switch tag.group & 0xFF00 {
        case 0x5000, 0x6000:
            return tag.isPrivate ? nil : lines[DICOMTag(group: tag.group & 0xFF00, element: tag.element)]
        default: return nil
        }
    }

    package static func vr(of tag: DICOMTag) -> DICOMVR? {
        if tag.element == 0 { return .UL }
        if tag.isPrivate { return tag.isPrivateCreator ? .LO : nil }
        return line(of: tag)?.vr
    }

    package static func keyword(of tag: DICOMTag) -> String? { line(of: tag)?.keyword }

    /// The tag of a keyword, as QIDO-RS queries may name it.
    package static func tag(of keyword: String) -> DICOMTag? { tags[keyword] }

    private static let lines: [DICOMTag: Line] = {
        var lines: [DICOMTag: Line] = [:]
        lines.reserveCapacity(5200)
        var group: UInt16 = 0
        for line in table.utf8.split(separator: UInt8(ascii: "\n")) {
            let text = Substring(line)
            let number = UInt16(text.prefix(4), radix: 16) ?? 0
            if line.count == 4 {
                group = number
                continue
            }
            let tag = DICOMTag(group: group, element: number)
            let letters = text.dropFirst(4).prefix(2)
            lines[tag] = Line(
                tag: tag, vr: letters == "xs" ? .US : DICOMVR(rawValue: String(letters)) ?? .UN,
                followsSign: letters == "xs", keyword: String(text.dropFirst(6)))
        }
        return lines
    }()

    private static let tags = Dictionary(
        lines.values.map { ($0.keyword, $0.tag) }, uniquingKeysWith: { first, _ in first })
}
