package import JSON

/// Checks the run-length stream of a brush mask without unpacking it.
///
/// The stream is bits, highest first: 32 for the count of values, 5 for the word size less one, four times 4 for the
/// lengths of the run-length fields less one, then blocks of: 1 bit run or literals, 2 bits which length field,
/// that length less one, and one value or as many as the length says.
package enum BrushStream {
    package enum Fault: Sendable, Equatable, CustomStringConvertible {
        case notBytes
        case cut
        case wrongCount(found: Int, wanted: Int)

        package var description: String {
            switch self {
            case .notBytes: "must be a list of bytes, 0 to 255"
            case .cut: "the mask's run-length stream ends too early"
            case .wrongCount(let found, let wanted):
                "the mask has \(found) values where its image (width × height × 4) has \(wanted)"
            }
        }
    }

    /// What is wrong with a stream; `values` is width × height × 4 of the image, if known.
    package static func fault(in list: [JSONValue], values: Int?) -> Fault? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(list.count)
        for item in list {
            guard let byte = item.integer.flatMap(UInt8.init(exactly:)) else { return .notBytes }
            bytes.append(byte)
        }
        return fault(in: bytes, values: values)
    }

    package static func fault(in bytes: [UInt8], values: Int?) -> Fault? {
        var bits = BitCursor(bytes)
        guard let count = bits.read(32), let word = bits.read(5) else { return .cut }
        if let values, count != values { return .wrongCount(found: count, wanted: values) }
        var sizes: [Int] = []
        for _ in 0..<4 {
            guard let size = bits.read(4) else { return .cut }
            sizes.append(size + 1)
        }
        var filled = 0
        while filled < count {
            guard let isRun = bits.read(1), let size = bits.read(2), let length = bits.read(sizes[size]) else {
                return .cut
            }
            let values = length + 1
            guard bits.skip((isRun == 1 ? 1 : values) * (word + 1)) else { return .cut }
            filled += values
        }
        return nil
    }
}

/// Reads bits, highest first.
private struct BitCursor {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Up to 32 bits as a number, or nil past the end.
    mutating func read(_ count: Int) -> Int? {
        guard position + count <= bytes.count * 8 else { return nil }
        var value = 0
        var left = count
        while left > 0 {
            let used = position & 7
            let taken = min(left, 8 - used)
            let bits = (Int(bytes[position >> 3]) >> (8 - used - taken)) & ((1 << taken) - 1)
            value = value << taken | bits
            position += taken
            left -= taken
        }
        return value
    }

    mutating func skip(_ count: Int) -> Bool {
        guard position + count <= bytes.count * 8 else { return false }
        position += count
        return true
    }
}
