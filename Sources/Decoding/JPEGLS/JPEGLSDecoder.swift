import Imaging

/// Decodes JPEG-LS (ITU-T T.87) of 2 to 16 bits, lossless and near-lossless, its components in any order.
///
/// In Swift because the common library takes tens of seconds over some damaged streams of a few kilobytes; here every
/// line is checked, and a sample costs the same whatever the stream says.
struct JPEGLSDecoder {
    private let bytes: [UInt8]
    private var precision = 0
    private var columns = 0
    private var rows = 0
    private var identifiers: [UInt8] = []
    private var preset = JPEGLSParameters.Preset()
    private var output: [UInt8] = []
    private var decoded: Set<Int> = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the whole stream, which begins with SOI.
    mutating func decode() throws(DICOMError) -> CodedImage {
        var offset = 2
        while offset + 4 <= bytes.count, decoded.count < max(1, identifiers.count) {
            guard bytes[offset] == 0xFF else {
                offset += 1
                continue
            }
            let marker = bytes[offset + 1]
            if marker == 0xD9 { break }
            if marker == 0xFF || marker < 0xC0 || (0xD0...0xD8).contains(marker) {
                offset += marker == 0xFF ? 1 : 2
                continue
            }
            let end = offset + 2 + (Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3]))
            guard end >= offset + 4, end <= bytes.count else {
                throw .malformed("a segment of a JPEG-LS stream is cut")
            }
            let segment = Array(bytes[offset + 4..<end])
            switch marker {
            case 0xF7: try readFrame(segment)
            case 0xF8: try readPreset(segment)
            case 0xDD where segment.contains(where: { $0 != 0 }):
                throw .unsupported("a JPEG-LS stream with restart intervals")
            case 0xE8 where segment.starts(with: Array("mrfx".utf8)) && segment.count > 4 && segment[4] != 0:
                throw .unsupported("a JPEG-LS stream with a colour transform")
            case 0xDA: try scan(segment, from: end)
            default: break
            }
            offset = end
        }
        guard !identifiers.isEmpty, decoded.count == identifiers.count else {
            throw .malformed("a JPEG-LS stream without all its scans")
        }
        return CodedImage(
            columns: columns, rows: rows, samples: identifiers.count, bits: precision,
            bytesPerSample: precision <= 8 ? 1 : 2, isSigned: false, bytes: output)
    }

    private mutating func readFrame(_ segment: [UInt8]) throws(DICOMError) {
        guard identifiers.isEmpty, segment.count >= 6, segment.count >= 6 + 3 * Int(segment[5]) else {
            throw .malformed("the frame header of a JPEG-LS stream")
        }
        precision = Int(segment[0])
        rows = Int(segment[1]) << 8 | Int(segment[2])
        columns = Int(segment[3]) << 8 | Int(segment[4])
        let count = Int(segment[5])
        guard (2...16).contains(precision), rows > 0, columns > 0, (1...4).contains(count),
            rows * columns * count <= JPEGFrame.sampleLimit
        else { throw .unsupported("a JPEG-LS frame of \(columns) × \(rows) × \(count) samples of \(precision) bits") }
        for index in 0..<count {
            guard segment[7 + 3 * index] == 0x11 else {
                throw .unsupported("JPEG-LS with components of different sizes")
            }
            identifiers.append(segment[6 + 3 * index])
        }
        output = [UInt8](repeating: 0, count: rows * columns * count * (precision <= 8 ? 1 : 2))
    }

    private mutating func readPreset(_ segment: [UInt8]) throws(DICOMError) {
        guard segment.first == 1 else { throw .unsupported("JPEG-LS with palettes or very large frames") }
        guard segment.count >= 11 else { throw .malformed("the presets of a JPEG-LS stream") }
        func number(_ index: Int) -> Int { Int(segment[1 + 2 * index]) << 8 | Int(segment[2 + 2 * index]) }
        preset = .init(maximum: number(0), thresholds: (number(1), number(2), number(3)), reset: number(4))
    }

    private mutating func scan(_ segment: [UInt8], from start: Int) throws(DICOMError) {
        guard let count = segment.first.map(Int.init), (1...4).contains(count), segment.count >= 4 + 2 * count else {
            throw .malformed("a scan header of a JPEG-LS stream")
        }
        var chosen: [Int] = []
        for place in stride(from: 1, to: 1 + 2 * count, by: 2) {
            guard let index = identifiers.firstIndex(of: segment[place]), !chosen.contains(index) else {
                throw .malformed("a JPEG-LS scan of a component that the frame has not")
            }
            chosen.append(index)
        }
        let (near, order) = (Int(segment[1 + 2 * count]), segment[2 + 2 * count])
        guard order <= 2, order > 0 || count == 1, segment[3 + 2 * count] == 0 else {
            throw .unsupported("a JPEG-LS scan in an order or with a point transform that is not known")
        }
        guard let parameters = JPEGLSParameters(precision: precision, near: near, preset) else {
            throw .malformed("the parameters of a JPEG-LS scan")
        }
        let samples = identifiers.count
        let (columns, rows, isWide) = (columns, rows, precision > 8)
        var scan = JPEGLSScan(parameters, columns: columns, components: count, isBySample: order == 2)
        let end = dataEnd(from: start)
        let isRight = bytes.withUnsafeBufferPointer { bytes in
            output.withUnsafeMutableBufferPointer { output in
                guard let base = bytes.baseAddress else { return false }
                var model = JPEGLSModel(parameters, JPEGLSBitReader(base, from: start, to: end))
                defer { model.free() }
                return scan.decode(&model, rows: rows) { component, row, line in
                    var place = (row * columns * samples + chosen[component]) * (isWide ? 2 : 1)
                    for column in 0..<columns {
                        output[place] = UInt8(truncatingIfNeeded: line[column])
                        if isWide { output[place + 1] = UInt8(truncatingIfNeeded: line[column] >> 8) }
                        place += samples * (isWide ? 2 : 1)
                    }
                }
            }
        }
        guard isRight else { throw .malformed("the data of a JPEG-LS scan are damaged or cut") }
        decoded.formUnion(chosen)
    }

    /// The next marker: FF and a byte with its highest bit set.
    private func dataEnd(from start: Int) -> Int {
        var offset = start
        while offset + 1 < bytes.count, bytes[offset] != 0xFF || bytes[offset + 1] < 0x80 { offset += 1 }
        return offset + 1 < bytes.count ? offset : bytes.count
    }
}
