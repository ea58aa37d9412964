import Imaging

/// The lossless process (ITU-T T.81 §H): each sample is a prediction from its neighbours and a difference.
struct JPEGLossless {
    private let columns: Int
    private let rows: Int
    private let precision: Int
    /// The samples of one component after the other, before the point transform is undone.
    private var planes: [UInt16]
    private var shifts: [Int]

    init(_ frame: JPEGFrame) throws(DICOMError) {
        guard frame.components.allSatisfy({ $0.horizontal == frame.horizontal && $0.vertical == frame.vertical }) else {
            throw .unsupported("lossless JPEG with components of different sizes")
        }
        columns = frame.columns
        rows = frame.rows
        precision = frame.precision
        planes = [UInt16](repeating: 0, count: frame.columns * frame.rows * frame.components.count)
        shifts = frame.components.map { _ in 0 }
    }

    /// Decodes a scan; `tables` are those of its components.
    mutating func decode(
        _ scan: JPEGScan, _ entropy: JPEGEntropy, _ tables: [JPEGHuffmanTable], _ restartInterval: Int
    ) throws(DICOMError) {
        guard (1...7).contains(scan.spectralStart), scan.approximationLow < precision else {
            throw .malformed("the predictor \(scan.spectralStart) of a lossless JPEG scan")
        }
        guard restartInterval % columns == 0 else {
            // T.81 §H.1.1 demands whole lines.
            throw .unsupported("lossless JPEG that restarts inside a line")
        }
        for component in scan.components { shifts[component.index] = scan.approximationLow }
        let walk = Walk(
            columns: columns, rows: rows, predictor: scan.spectralStart,
            first: Int32(1) << Int32(precision - scan.approximationLow - 1),
            rowsPerInterval: restartInterval == 0 ? rows : restartInterval / columns)
        let isRight = walk.run(entropy, tables, scan.components.map(\.index), &planes)
        guard isRight else { throw .malformed("the data of a lossless JPEG scan are damaged or cut") }
    }

    /// The samples of all components side by side.
    func image(_ frame: JPEGFrame) -> CodedImage {
        let samples = shifts.count
        let bytesPerSample = frame.bytesPerSample
        let count = columns * rows
        let bytes = [UInt8](unsafeUninitializedCapacity: count * samples * bytesPerSample) { output, filled in
            for component in 0..<samples {
                let plane = planes[component * count..<(component + 1) * count]
                let shift = UInt16(shifts[component])
                var place = component * bytesPerSample
                let step = samples * bytesPerSample
                plane.withUnsafeBufferPointer { plane in
                    for sample in plane {
                        let value = sample << shift
                        output[place] = UInt8(truncatingIfNeeded: value)
                        if bytesPerSample == 2 { output[place + 1] = UInt8(truncatingIfNeeded: value >> 8) }
                        place += step
                    }
                }
            }
            filled = count * samples * bytesPerSample
        }
        return CodedImage(
            columns: columns, rows: rows, samples: samples, bits: precision, bytesPerSample: bytesPerSample,
            isSigned: false, bytes: bytes)
    }
}
