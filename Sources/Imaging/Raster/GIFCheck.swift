/// Checks the structure of a GIF file (GIF89a): its blocks, images that lie inside the screen, and an end.
struct GIFCheck: Sendable {
    private enum Place {
        case screen
        case skip(Int, then: Next)
        case block
        case image
        case codeSize
        case extensionLabel
        case subBlock
        case end
    }

    private enum Next { case block, codeSize, subBlock }

    private(set) var header: RasterHeader?
    private let limits: RasterLimits
    private var feed = ByteFeed()
    private var place = Place.screen
    private var start = 0
    private var hasImage = false

    init(_ limits: RasterLimits) { self.limits = limits }

    mutating func feed(_ chunk: ArraySlice<UInt8>) throws(RasterError) {
        feed.append(chunk)
        while try step() {}
    }

    func finish() throws(RasterError) -> RasterHeader {
        guard case .end = place, let header else {
            throw RasterError(offset: feed.offset + feed.count, reason: .truncated)
        }
        guard hasImage else { throw error(.badStructure("there is no image in the file")) }
        return header
    }

    private mutating func step() throws(RasterError) -> Bool {
        switch place {
        case .screen:
            guard let bytes = feed.take(13).map(Array.init) else { return false }
            try limits.check(bytes[6..<8].little, bytes[8..<10].little, at: 6)
            header = RasterHeader(.gif, width: bytes[6..<8].little, height: bytes[8..<10].little)
            place = .skip(Self.tableBytes(bytes[10]), then: .block)
        case .skip(let left, let next):
            let part = feed.takeUp(to: left).count
            guard part == left else {
                place = .skip(left - part, then: next)
                return false
            }
            switch next {
            case .block: place = .block
            case .codeSize: place = .codeSize
            case .subBlock: place = .subBlock
            }
        case .block:
            start = feed.offset
            guard let byte = feed.take(1)?.first else { return false }
            switch byte {
            case 0x21: place = .extensionLabel
            case 0x2C: place = .image
            case 0x3B: place = .end
            default: throw error(.badStructure("a block of no known kind"))
            }
        case .extensionLabel:
            guard feed.take(1) != nil else { return false }
            place = .subBlock
        case .image:
            guard let bytes = feed.take(9).map(Array.init) else { return false }
            let (x, y) = (bytes[0..<2].little, bytes[2..<4].little)
            let (width, height) = (bytes[4..<6].little, bytes[6..<8].little)
            guard let header, x + width <= header.width, y + height <= header.height, width > 0, height > 0 else {
                throw error(.badStructure("an image lies outside the size the header says"))
            }
            hasImage = true
            place = .skip(Self.tableBytes(bytes[8]), then: .codeSize)
        case .codeSize:
            guard feed.take(1) != nil else { return false }
            place = .subBlock
        case .subBlock:
            guard let length = feed.take(1)?.first else { return false }
            place = length == 0 ? .block : .skip(Int(length), then: .subBlock)
        case .end:
            feed.drop(feed.count)
            return false
        }
        return true
    }

    /// The bytes of the colour table that packed fields announce.
    private static func tableBytes(_ fields: UInt8) -> Int { fields & 0x80 == 0 ? 0 : 3 << (Int(fields & 7) + 1) }

    private func error(_ reason: RasterError.Reason) -> RasterError { RasterError(offset: start, reason: reason) }
}
