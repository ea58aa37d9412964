import Imaging

/// Decodes the JPEG processes that libjpeg-turbo lacks: lossless of 2 to 16 bits, and sequential and progressive DCT of 12
/// bits. Colours stay as coded.
struct JPEGDecoder {
    private let bytes: [UInt8]
    private var quantization = [[Int32]](repeating: [Int32](repeating: 1, count: 64), count: 4)
    private var directTables = [JPEGHuffmanTable?](repeating: nil, count: 4)
    private var alternatingTables = [JPEGHuffmanTable?](repeating: nil, count: 4)
    private var restartInterval = 0
    private var lossless: JPEGLossless?
    private var transformed: JPEGTransformed?
    private var frame: JPEGFrame?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the whole stream, which begins with SOI.
    mutating func decode() throws(DICOMError) -> CodedImage {
        var offset = 2
        var scans = 0
        while offset + 1 < bytes.count {
            guard bytes[offset] == 0xFF else {
                offset += 1
                continue
            }
            let marker = bytes[offset + 1]
            if marker == 0xD9 { break }
            switch marker {
            case 0xFF:
                offset += 1
                continue
            case 0, 0x01, 0xD0...0xD8:
                offset += 2
                continue
            default: break
            }
            guard offset + 4 <= bytes.count else { break }
            let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
            let end = offset + 2 + length
            guard length >= 2, end <= bytes.count else {
                if scans > 0 { break }
                throw .truncated(offset: offset)
            }
            let segment = bytes[offset + 4..<end]
            if marker == 0xDA {
                guard scans < Self.scanLimit else {
                    throw .malformed("a JPEG stream of more than \(Self.scanLimit) scans")
                }
                offset = try scan(segment, dataFrom: end)
                scans += 1
            } else {
                try read(marker, segment)
                offset = end
            }
        }
        guard scans > 0, let frame else { throw .malformed("a JPEG stream without a scan") }
        if let lossless { return lossless.image(frame) }
        if let transformed { return transformed.image(frame, quantization) }
        throw .malformed("a JPEG stream without a frame")
    }

    /// The most scans: progressive streams have about ten, and each costs a walk over the whole picture.
    private static let scanLimit = 100

    private mutating func read(_ marker: UInt8, _ segment: ArraySlice<UInt8>) throws(DICOMError) {
        switch marker {
        case 0xDB: try readQuantization(segment)
        case 0xC4: try readHuffman(segment)
        case 0xDD:
            guard segment.count >= 2 else { throw .malformed("a JPEG restart interval") }
            restartInterval = Int(segment[segment.startIndex]) << 8 | Int(segment[segment.startIndex + 1])
        case 0xC0...0xC3:
            guard frame == nil, let process = JPEGFrame.Process(rawValue: marker) else {
                throw .malformed("a JPEG stream of two frames")
            }
            let frame = try JPEGFrame(process, segment)
            if process == .lossless { lossless = try JPEGLossless(frame) } else { transformed = JPEGTransformed(frame) }
            self.frame = frame
        case 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
            throw .unsupported("the JPEG process of marker \(String(marker, radix: 16))")
        default: break
        }
    }

    private mutating func readQuantization(_ segment: ArraySlice<UInt8>) throws(DICOMError) {
        var place = segment.startIndex
        while place < segment.endIndex {
            let (isWide, table) = (segment[place] >> 4 != 0, Int(segment[place] & 15))
            place += 1
            guard table < 4, place + (isWide ? 128 : 64) <= segment.endIndex else {
                throw .malformed("a JPEG quantization table")
            }
            for index in 0..<64 {
                let value = isWide ? Int32(segment[place]) << 8 | Int32(segment[place + 1]) : Int32(segment[place])
                quantization[table][Int(JPEGTransformed.zigzag[index])] = value
                place += isWide ? 2 : 1
            }
        }
    }

    private mutating func readHuffman(_ segment: ArraySlice<UInt8>) throws(DICOMError) {
        var place = segment.startIndex
        while place + 17 <= segment.endIndex {
            let (kind, table) = (segment[place] >> 4, Int(segment[place] & 15))
            let counts = segment[place + 1..<place + 17]
            let count = counts.reduce(0) { $0 + Int($1) }
            guard table < 4, kind < 2, count <= 256, place + 17 + count <= segment.endIndex else {
                throw .malformed("a JPEG Huffman table")
            }
            let read = try JPEGHuffmanTable(counts: counts, symbols: segment[place + 17..<place + 17 + count])
            if kind == 0 { directTables[table] = read } else { alternatingTables[table] = read }
            place += 17 + count
        }
    }

    private mutating func scan(_ segment: ArraySlice<UInt8>, dataFrom start: Int) throws(DICOMError) -> Int {
        guard let frame else { throw .malformed("a JPEG scan before the frame") }
        let scan = try JPEGScan(segment, frame: frame)
        let entropy = JPEGEntropy(bytes, from: start)
        if lossless != nil {
            let tables = try tables(scan, \.directTable, directTables)
            let restartInterval = restartInterval
            try lossless?.decode(scan, entropy, tables, restartInterval)
        } else {
            // A scan of one kind of coefficients needs no tables of the other.
            let isWhole = frame.process != .progressive
            let needsDirect = isWhole || scan.spectralStart == 0 && scan.approximationHigh == 0
            let needsAlternating = isWhole || scan.spectralEnd > 0
            let direct = needsDirect ? try tables(scan, \.directTable, directTables) : []
            let alternating = needsAlternating ? try tables(scan, \.alternatingTable, alternatingTables) : []
            let restartInterval = restartInterval
            try transformed?.decode(
                frame, scan, entropy, direct: direct, alternating: alternating, restartInterval)
        }
        return entropy.end
    }

    private func tables(
        _ scan: JPEGScan, _ place: KeyPath<JPEGScan.Component, Int>, _ tables: [JPEGHuffmanTable?]
    ) throws(DICOMError) -> [JPEGHuffmanTable] {
        var named: [JPEGHuffmanTable] = []
        for component in scan.components {
            guard let table = tables[component[keyPath: place]] else {
                throw .malformed("a JPEG scan without its table")
            }
            named.append(table)
        }
        return named
    }
}
