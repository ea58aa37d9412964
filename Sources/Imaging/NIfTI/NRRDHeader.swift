/// The header of an NRRD file (teem's “nearly raw raster data”), as 3D Slicer writes label maps.
package struct NRRDHeader: Sendable, Equatable {
    package enum Encoding: Sendable, Equatable { case raw, gzip, text }

    package var description: VolumeDescription
    package var type: VoxelType
    package var encoding: Encoding
    package var isBigEndian: Bool
    /// Where the data begin in the header's own file.
    package var offset: Int
    /// The file of the data, beside the header; nil where they follow it.
    package var dataFile: String?
    package var byteSkip: Int
    package var lineSkip: Int
    /// The list axis stands in front: layers lie voxel by voxel.
    package var isInterleaved: Bool
    /// The key–value pairs (`Segment0_Name:=Liver`).
    package var pairs: [String: String]

    /// Whether bytes begin like an NRRD file.
    package static func isNRRD(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("NRRD000".utf8)) }

    package init(_ bytes: [UInt8]) throws(VolumeFileError) {
        guard Self.isNRRD(bytes) else { throw .malformed(reason: "not an NRRD header", place: "byte 0") }
        var fields: [String: String] = [:]
        var pairs: [String: String] = [:]
        var start = 0
        var line = 0
        var end = bytes.count
        // A header ends at an empty line; one without end is no header.
        while start < bytes.count, line < 10_000 {
            let newline = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            guard newline - start < 1 << 20 else { break }
            var text = String(decoding: bytes[start..<newline], as: UTF8.self)
            if text.hasSuffix("\r") { text.removeLast() }
            start = min(newline + 1, bytes.count)
            line += 1
            if text.isEmpty {
                end = start
                break
            }
            guard line > 1, !text.hasPrefix("#"), let colon = text.firstIndex(of: ":") else { continue }
            let key = String(text[..<colon])
            let rest = text[text.index(after: colon)...]
            if rest.hasPrefix("=") {
                pairs[key] = String(rest.dropFirst())
            } else {
                fields[key.lowercased().filter { $0 != " " }] = Self.trimmed(rest)
            }
        }
        self.pairs = pairs
        offset = end
        let reader = Fields(fields: fields)
        type = try reader.type()
        encoding = try reader.encoding()
        isBigEndian = fields["endian"]?.lowercased() == "big"
        dataFile = fields["datafile"]
        byteSkip = fields["byteskip"].flatMap { Int($0) } ?? 0
        lineSkip = fields["lineskip"].flatMap { Int($0) } ?? 0
        (description, type, isInterleaved) = try reader.lattice(type)
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        let kept = text.drop { $0 == " " || $0 == "\t" }
        return String(kept.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
