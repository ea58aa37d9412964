import Compression

/// A DICOM file (PS3.10), or a bare data set without its preamble: what it says of itself and where its pixels are.
package struct DICOMFile: Sendable {
    package let meta: DICOMDataSet
    package let dataSet: DICOMDataSet
    package let transferSyntax: DICOMTransferSyntax
    /// The fragments of encapsulated pixel data; nil for native ones and for files without pixels.
    package let fragments: DICOMFragments?
    /// Why the reading ended before the end of the file, if it did: the file is cut or followed by junk.
    package let problem: DICOMError?

    /// The most bytes that a deflated data set may become.
    package static let inflatedLimit = 1 << 30

    package init(path: String) throws(DICOMError) {
        try self.init(DICOMBytes(mapping: path))
    }

    package init(_ bytes: [UInt8]) throws(DICOMError) {
        try self.init(DICOMBytes(bytes))
    }

    package init(_ bytes: DICOMBytes) throws(DICOMError) {
        guard Self.isLikely(bytes) else { throw .notDICOM }
        let (meta, start) = try Self.readMeta(bytes)
        var syntax = meta.text(.transferSyntaxUID).map { DICOMTransferSyntax(uid: $0) }
        var bytes = bytes
        var body = start
        if syntax?.isDeflated ?? false {
            bytes = DICOMBytes(try Self.inflate(bytes, from: start))
            body = 0
        }
        let encoding = Self.encoding(bytes, at: body, declared: syntax)
        if syntax == nil {
            syntax = encoding.isBigEndian ? .explicitBig : encoding.isExplicit ? .explicitLittle : .implicitLittle
        }
        let parser = DICOMParser(bytes: bytes)
        let walk = parser.elements(from: body, end: bytes.count, encoding, depth: 0)
        // A file that is cut behind its first elements is a cut file; one that has none is not a file.
        if let problem = walk.problem, walk.entries.count < 2 { throw problem }
        self.meta = meta
        dataSet = DICOMDataSet(bytes, walk.entries, within: nil, depth: 0)
        transferSyntax = syntax ?? .explicitLittle
        fragments = walk.fragments
        problem = walk.problem
    }

    /// Whether bytes are worth a try: they have the DICM of a Part 10 file, or begin like a data set.
    package static func isLikely(_ bytes: DICOMBytes) -> Bool {
        if hasPreamble(bytes) { return true }
        guard bytes.count >= 16 else { return false }
        for isBigEndian in [false, true] {
            let group = bytes.number16(0, bigEndian: isBigEndian)
            guard group == 2 || group == 8, bytes.number16(2, bigEndian: isBigEndian) < 0x0200 else { continue }
            if DICOMVR(letters: bytes[4], bytes[5]) != nil { return true }
            let length = Int(bytes.number32(4, bigEndian: isBigEndian))
            if length <= 256, length & 1 == 0, 8 + length <= bytes.count { return true }
        }
        return false
    }

    private static func hasPreamble(_ bytes: DICOMBytes) -> Bool {
        bytes.count >= 132 && bytes.copy(128..<132) == Array("DICM".utf8)
    }

    /// Reads the meta group, which is explicit little-endian, and answers where the data set begins. Its declared length
    /// is wrong or missing too often to be asked.
    private static func readMeta(_ bytes: DICOMBytes) throws(DICOMError) -> (DICOMDataSet, Int) {
        let parser = DICOMParser(bytes: bytes)
        var offset = hasPreamble(bytes) ? 132 : 0
        var entries: [DICOMEntry] = []
        while offset + 8 <= bytes.count, bytes.number16(offset, bigEndian: false) == 2 {
            let header = try parser.header(offset, .explicitLittle, end: bytes.count)
            guard let end = header.end else { throw .malformed("the meta group has an open length", offset: offset) }
            guard end <= bytes.count else { throw .truncated(offset: offset) }
            entries.append(
                DICOMEntry(
                    tag: header.tag, vr: header.vr ?? DICOMDictionary.vr(of: header.tag) ?? .UN,
                    range: header.start..<end, isOpen: false, encoding: .explicitLittle))
            offset = end
        }
        entries.sort { $0.tag < $1.tag }
        return (DICOMDataSet(bytes, entries, within: nil, depth: 0), offset)
    }

    /// How the data set is really written. The declared transfer syntax is believed on byte order and form only as far as
    /// the first element agrees.
    private static func encoding(
        _ bytes: DICOMBytes, at start: Int, declared: DICOMTransferSyntax?
    ) -> DICOMEncoding {
        var encoding = declared?.encoding ?? .implicitLittle
        guard start + 8 <= bytes.count else { return encoding }
        encoding.isExplicit = (65...90).contains(bytes[start + 4]) && (65...90).contains(bytes[start + 5])
        // The first group is 0008 or near it: read the wrong way round it would be 0800.
        if bytes[start] == 0, (1...0x20).contains(bytes[start + 1]) {
            encoding.isBigEndian = true
        } else if bytes[start + 1] == 0, (1...0x20).contains(bytes[start]) {
            encoding.isBigEndian = false
        }
        return encoding
    }

    /// A data set in a stream that ends early or is damaged gives what came out.
    private static func inflate(_ bytes: DICOMBytes, from start: Int) throws(DICOMError) -> [UInt8] {
        var output: [UInt8] = []
        var inflate = Inflate(limit: inflatedLimit)
        do {
            _ = try inflate.feed(bytes.copy(start..<bytes.count)[...]) { output.append(contentsOf: $0) }
        } catch Inflate.Failure.tooLarge(let limit) {
            throw .tooLarge("the deflated data set holds more than \(limit) bytes")
        } catch {
            if output.isEmpty { throw .malformed("the deflated data set is damaged", offset: start) }
        }
        return output
    }
}
