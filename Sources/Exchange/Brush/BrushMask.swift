package import JSON

/// A brush mask unpacked from the run-length stream the labelling language keeps it in.
///
/// The stream is bits, highest first: 32 for the count of values, 5 for the bits of a value less one, four times 4 for
/// the bits of a length less one; then blocks of 1 bit (run or literals), 2 bits (which length field), the length less
/// one, and one value or as many as the length says. Values are red, green, blue, alpha of each pixel; the mask is alpha.
package struct BrushMask: Sendable, Equatable {
    package enum Failure: Error, Equatable {
        /// The stream ends inside a block.
        case cut
        /// The stream says it has another number of values than the image needs.
        case size(found: Int, expected: Int)
        /// The list holds something that is not a byte.
        case notBytes
        case tooLarge
    }

    package let width: Int
    package let height: Int
    /// One byte a pixel, rows from the top: 0 outside, 255 inside.
    package let alpha: [UInt8]

    /// The most pixels a mask may have: 400 megapixels, as for images.
    package static let maximumPixels = 400_000_000

    package init(decoding stream: [UInt8], width: Int, height: Int) throws(Failure) {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow, pixels <= Self.maximumPixels else { throw .tooLarge }
        self.width = width
        self.height = height
        alpha = try Self.decode(stream, pixels: pixels)
    }

    /// Reads the list of bytes of a result.
    package static func bytes(of list: [JSONValue]) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(list.count)
        for item in list {
            guard let byte = item.integer.flatMap(UInt8.init(exactly:)) else { throw .notBytes }
            bytes.append(byte)
        }
        return bytes
    }

    private static func decode(_ stream: [UInt8], pixels: Int) throws(Failure) -> [UInt8] {
        var bits = BitReader(stream)
        guard let count = bits.read(32), let width = bits.read(5).map({ $0 + 1 }) else { throw .cut }
        guard count == pixels * 4 else { throw .size(found: count, expected: pixels * 4) }
        var sizes = [0, 0, 0, 0]
        for index in sizes.indices {
            guard let size = bits.read(4) else { throw .cut }
            sizes[index] = size + 1
        }
        var alpha = [UInt8](repeating: 0, count: pixels)
        var index = 0
        while index < count {
            guard let isRun = bits.read(1), let field = bits.read(2), let length = bits.read(sizes[field]) else {
                throw .cut
            }
            let end = min(index + length + 1, count)
            if isRun == 1 {
                guard let value = bits.read(width) else { throw .cut }
                if value != 0 {
                    // The pixels whose alpha (the fourth value) lies in the run.
                    var pixel = index / 4
                    while pixel * 4 + 3 < end {
                        if pixel * 4 + 3 >= index { alpha[pixel] = UInt8(truncatingIfNeeded: value) }
                        pixel += 1
                    }
                }
                index = end
            } else {
                while index < end {
                    guard let value = bits.read(width) else { throw .cut }
                    if index & 3 == 3 { alpha[index >> 2] = UInt8(truncatingIfNeeded: value) }
                    index += 1
                }
            }
        }
        return alpha
    }
}

/// Reads bits, highest first.
private struct BitReader {
    private let bytes: [UInt8]
    private var next = 0
    /// Bits read from `bytes` and not handed out, in the lowest places.
    private var held: UInt64 = 0
    private var count = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Up to 32 bits as a number, or nil past the end.
    mutating func read(_ wanted: Int) -> Int? {
        while count < wanted {
            guard next < bytes.count else { return nil }
            held = held << 8 | UInt64(bytes[next])
            next += 1
            count += 8
        }
        count -= wanted
        return Int(held >> UInt64(count) & ((1 << UInt64(wanted)) - 1))
    }
}
