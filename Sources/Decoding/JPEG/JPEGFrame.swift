import Imaging

/// What a frame header (ITU-T T.81 §B.2.2) says of a picture.
struct JPEGFrame {
    /// How the samples are coded, by the frame header's marker.
    enum Process: UInt8 {
        case baseline = 0xC0
        case extended = 0xC1
        case progressive = 0xC2
        case lossless = 0xC3
    }

    struct Component {
        var identifier: UInt8
        /// Samples of this component in the smallest unit that holds samples of all.
        var horizontal: Int
        var vertical: Int
        var quantization: Int
        /// Blocks of 8 × 8, rounded up to whole units.
        var blockColumns = 0
        var blockRows = 0
        /// Samples of this component alone.
        var columns = 0
        var rows = 0
    }

    var process: Process
    var precision: Int
    var columns: Int
    var rows: Int
    var components: [Component] = []
    var horizontal = 1
    var vertical = 1

    /// Samples of all components; a frame with more is not decoded.
    static let sampleLimit = 1 << 28

    init(_ process: Process, _ segment: ArraySlice<UInt8>) throws(DICOMError) {
        let bytes = Array(segment)
        guard bytes.count >= 6, bytes.count >= 6 + 3 * Int(bytes[5]) else {
            throw .malformed("a JPEG frame header is cut")
        }
        self.process = process
        precision = Int(bytes[0])
        rows = Int(bytes[1]) << 8 | Int(bytes[2])
        columns = Int(bytes[3]) << 8 | Int(bytes[4])
        let count = Int(bytes[5])
        let isDepthKnown = process == .lossless ? (2...16).contains(precision) : precision == 12
        guard isDepthKnown, (1...4).contains(count) else {
            throw .unsupported("a JPEG frame of \(count) components of \(precision) bits")
        }
        guard rows > 0, columns > 0, rows * columns * count <= Self.sampleLimit else {
            throw .malformed("a JPEG frame of \(columns) × \(rows)")
        }
        for index in 0..<count {
            let place = 6 + 3 * index
            let component = Component(
                identifier: bytes[place], horizontal: Int(bytes[place + 1] >> 4), vertical: Int(bytes[place + 1] & 15),
                quantization: Int(bytes[place + 2]))
            guard (1...4).contains(component.horizontal), (1...4).contains(component.vertical),
                component.quantization < 4
            else { throw .malformed("a component of a JPEG frame") }
            components.append(component)
        }
        layOut()
    }

    private mutating func layOut() {
        if components.count == 1 {
            // A single component is never divided, whatever its factors say (§A.2.2).
            components[0].horizontal = 1
            components[0].vertical = 1
        }
        horizontal = components.map(\.horizontal).max() ?? 1
        vertical = components.map(\.vertical).max() ?? 1
        let unitColumns = (columns + 8 * horizontal - 1) / (8 * horizontal)
        let unitRows = (rows + 8 * vertical - 1) / (8 * vertical)
        for index in components.indices {
            components[index].blockColumns = unitColumns * components[index].horizontal
            components[index].blockRows = unitRows * components[index].vertical
            components[index].columns = (columns * components[index].horizontal + horizontal - 1) / horizontal
            components[index].rows = (rows * components[index].vertical + vertical - 1) / vertical
        }
    }

    var bytesPerSample: Int { precision <= 8 ? 1 : 2 }
}
