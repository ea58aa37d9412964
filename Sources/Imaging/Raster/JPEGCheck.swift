/// Checks the structure of a JPEG file (ITU-T T.81 annex B): markers, lengths, a frame, scans, and an end.
struct JPEGCheck: Sendable {
    private enum Place {
        case start
        case marker
        case length(marker: UInt8)
        case body(marker: UInt8, left: Int)
        case scan
        case end
    }

    private(set) var header: RasterHeader?
    private let limits: RasterLimits
    private let headerOnly: Bool
    private var feed = ByteFeed()
    private var place = Place.start
    private var body: [UInt8] = []
    private var orientation = 1
    private var hasScan = false
    private var segment = 0

    init(_ limits: RasterLimits, headerOnly: Bool) {
        self.limits = limits
        self.headerOnly = headerOnly
    }

    mutating func feed(_ chunk: ArraySlice<UInt8>) throws(RasterError) {
        feed.append(chunk)
        while try step() { if headerOnly, header != nil { return } }
    }

    func finish() throws(RasterError) -> RasterHeader {
        guard case .end = place, let header else {
            throw RasterError(offset: feed.offset + feed.count, reason: .truncated)
        }
        guard hasScan else { throw error(.badStructure("there is no pixel data")) }
        return header
    }

    private mutating func step() throws(RasterError) -> Bool {
        switch place {
        case .start:
            guard feed.take(2) != nil else { return false }
            place = .marker
        case .marker:
            segment = feed.offset
            guard let first = feed.peek(0), let second = feed.peek(1) else { return false }
            guard first == 0xFF else { throw error(.badStructure("a marker is missing here")) }
            feed.drop(1)
            // Any number of 0xFF may stand before a marker (B.1.1.2).
            if second == 0xFF { return true }
            feed.drop(1)
            try begin(second)
        case .length(let marker):
            guard let bytes = feed.take(2) else { return false }
            guard bytes.big >= 2 else { throw error(.badStructure("a segment says it is shorter than its length")) }
            body = []
            place = .body(marker: marker, left: bytes.big - 2)
        case .body(let marker, let left):
            let part = feed.takeUp(to: left)
            body += part
            guard part.count == left else {
                place = .body(marker: marker, left: left - part.count)
                return false
            }
            try end(marker)
        case .scan:
            guard feed.skip(to: 0xFF), let second = feed.peek(1) else { return false }
            switch second {
            // A stuffed zero, or a restart marker: still pixels. B.1.1.5, E.1.4
            case 0x00, 0xD0...0xD7: feed.drop(2)
            case 0xFF: feed.drop(1)
            default: place = .marker
            }
        case .end:
            // Cameras put previews and more after the end.
            feed.drop(feed.count)
            return false
        }
        return true
    }

    private mutating func begin(_ marker: UInt8) throws(RasterError) {
        switch marker {
        case 0xD9: place = .end
        case 0x01, 0xD0...0xD7: place = .marker
        case 0x00, 0xD8: throw error(.badStructure("a marker that cannot stand here"))
        default: place = .length(marker: marker)
        }
    }

    private mutating func end(_ marker: UInt8) throws(RasterError) {
        place = .marker
        switch marker {
        // Frames, without DHT, JPG and DAC, which share their numbers.
        case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker):
            guard header == nil else { throw error(.badStructure("there are two frame headers")) }
            guard body.count >= 6, body.count == 6 + 3 * Int(body[5]), body[5] > 0 else {
                throw error(.badHeader("its length does not fit"))
            }
            let (height, width) = (body[1..<3].big, body[3..<5].big)
            try limits.check(width, height, at: segment)
            header = RasterHeader(.jpeg, width: width, height: height, orientation: orientation)
        case 0xE1: orientation = EXIFOrientation.read(body) ?? orientation
        case 0xDA:
            guard header != nil else { throw error(.badStructure("pixel data stands before the header")) }
            hasScan = true
            place = .scan
        default: break
        }
        body = []
    }

    private func error(_ reason: RasterError.Reason) -> RasterError { RasterError(offset: segment, reason: reason) }
}
