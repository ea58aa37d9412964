import Imaging

/// What a scan header (ITU-T T.81 §B.2.3) says.
struct JPEGScan {
    struct Component {
        /// The component's place in the frame.
        var index: Int
        var directTable: Int
        var alternatingTable: Int
    }

    var components: [Component] = []
    /// The first coefficient of a band, or the predictor of a lossless scan.
    var spectralStart: Int
    var spectralEnd: Int
    var approximationHigh: Int
    /// The bits that later scans add, or the point transform of a lossless scan.
    var approximationLow: Int

    init(_ segment: ArraySlice<UInt8>, frame: JPEGFrame) throws(DICOMError) {
        let bytes = Array(segment)
        guard let count = bytes.first.map(Int.init), (1...frame.components.count).contains(count),
            bytes.count >= 4 + 2 * count
        else { throw .malformed("a JPEG scan header") }
        for place in stride(from: 1, to: 1 + 2 * count, by: 2) {
            guard let index = frame.components.firstIndex(where: { $0.identifier == bytes[place] }),
                !components.contains(where: { $0.index == index })
            else { throw .malformed("a JPEG scan of a component that the frame has not") }
            components.append(
                Component(
                    index: index, directTable: Int(bytes[place + 1] >> 4) & 3,
                    alternatingTable: Int(bytes[place + 1]) & 3))
        }
        let tail = 1 + 2 * count
        spectralStart = Int(bytes[tail])
        spectralEnd = Int(bytes[tail + 1])
        approximationHigh = Int(bytes[tail + 2] >> 4)
        approximationLow = Int(bytes[tail + 2] & 15)
    }
}
