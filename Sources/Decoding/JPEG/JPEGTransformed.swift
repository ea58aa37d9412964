import Imaging

/// The processes with a cosine transform (ITU-T T.81 §F and §G): blocks of 8 × 8 coefficients, all at once or band by
/// band.
struct JPEGTransformed {
    /// The coefficients of one component after the other, block by block, in the order of the matrix.
    private var coefficients: [Int16]
    /// Where those of each component begin.
    private let starts: [Int]

    /// Where the coefficients of a block belong, in the order they are coded.
    static let zigzag: [UInt8] = [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21,
        28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61,
        54,
        47, 55, 62, 63,
    ]

    init(_ frame: JPEGFrame) {
        var starts: [Int] = []
        var count = 0
        for component in frame.components {
            starts.append(count)
            count += component.blockColumns * component.blockRows * 64
        }
        self.starts = starts
        coefficients = [Int16](repeating: 0, count: count)
    }

    /// Decodes a scan. `direct` and `alternating` are the tables of its components, or empty where it needs none.
    mutating func decode(
        _ frame: JPEGFrame, _ scan: JPEGScan, _ entropy: JPEGEntropy, direct: [JPEGHuffmanTable],
        alternating: [JPEGHuffmanTable], _ restartInterval: Int
    ) throws(DICOMError) {
        let isProgressive = frame.process == .progressive
        // Sequential scans hold all coefficients whatever their header says, and some say nonsense.
        guard !isProgressive || Self.isBand(scan) else {
            throw .malformed("the coefficients \(scan.spectralStart)–\(scan.spectralEnd) of a JPEG scan")
        }
        let isRight = JPEGTablePointers.lend(direct) { direct in
            JPEGTablePointers.lend(alternating) { alternating in
                let walk = Walk(
                    scan: scan, components: scan.components.map { frame.components[$0.index] },
                    starts: scan.components.map { starts[$0.index] },
                    kind: Walk.Kind(scan, isProgressive: isProgressive), direct: direct, alternating: alternating,
                    restartInterval: restartInterval)
                return walk.run(entropy, &coefficients)
            }
        }
        guard isRight else { throw .malformed("the data of a JPEG scan are damaged or cut") }
    }

    /// Whether a progressive scan holds what one may (§G.1.1.1.1): the first coefficients of all components, or a band of
    /// one.
    private static func isBand(_ scan: JPEGScan) -> Bool {
        guard scan.spectralStart <= scan.spectralEnd, scan.spectralEnd < 64, scan.approximationLow < 14 else {
            return false
        }
        return scan.spectralStart == 0 ? scan.spectralEnd == 0 : scan.components.count == 1
    }

    /// The samples of all components side by side, smaller components stretched.
    func image(_ frame: JPEGFrame, _ quantization: [[Int32]]) -> CodedImage {
        let samples = frame.components.count
        // A frame with a transform has 12 bits a sample here, which are words.
        var words = [UInt16](repeating: 0, count: frame.columns * frame.rows * samples)
        for (index, component) in frame.components.enumerated() {
            let plane = JPEGInverseTransform().plane(
                coefficients, from: starts[index], component, quantization[component.quantization])
            let stride = component.blockColumns * 8
            let isWhole = component.horizontal == frame.horizontal
            let places = isWhole ? [] : (0..<frame.columns).map { $0 * component.horizontal / frame.horizontal }
            words.withUnsafeMutableBufferPointer { words in
                plane.withUnsafeBufferPointer { plane in
                    for row in 0..<frame.rows {
                        let source = row * component.vertical / frame.vertical * stride
                        let target = row * frame.columns * samples + index
                        if isWhole {
                            for column in 0..<frame.columns {
                                words[target + column * samples] = plane[source + column]
                            }
                        } else {
                            for column in 0..<frame.columns {
                                words[target + column * samples] = plane[source + places[column]]
                            }
                        }
                    }
                }
            }
        }
        return CodedImage(
            columns: frame.columns, rows: frame.rows, samples: samples, bits: frame.precision, bytesPerSample: 2,
            isSigned: false, bytes: words.withUnsafeBytes { Array($0) })
    }
}
