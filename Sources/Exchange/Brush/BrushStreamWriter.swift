/// Writes masks as the labelling language keeps them (see ``BrushMask``): runs of red, green, blue and alpha, all 0 or all 255.
enum BrushStreamWriter {
    /// The widths of the length fields Label Studio writes.
    private static let widths = [3, 4, 8, 16]

    /// The stream of the pixels that have a value.
    static func bytes(_ labels: [UInt8], value: UInt8) -> [UInt8] {
        var bits = Bits()
        bits.put(UInt32(truncatingIfNeeded: labels.count * 4), 32)
        bits.put(7, 5)
        for width in widths { bits.put(UInt32(width - 1), 4) }
        labels.withUnsafeBufferPointer { labels in
            var start = 0
            while start < labels.count {
                let isInside = labels[start] == value
                var end = start + 1
                while end < labels.count, (labels[end] == value) == isInside { end += 1 }
                var left = (end - start) * 4
                while left > 0 {
                    let length = min(left, 1 << 16)
                    let field = widths.firstIndex { length - 1 < 1 << $0 } ?? 3
                    bits.put(1, 1)
                    bits.put(UInt32(field), 2)
                    bits.put(UInt32(length - 1), widths[field])
                    bits.put(isInside ? 255 : 0, 8)
                    left -= length
                }
                start = end
            }
        }
        return bits.finished()
    }

    /// Bits, highest first.
    private struct Bits {
        private var bytes: [UInt8] = []
        private var held: UInt64 = 0
        private var count = 0

        mutating func put(_ value: UInt32, _ width: Int) {
            held = held << UInt64(width) | UInt64(value) & ((1 << UInt64(width)) - 1)
            count += width
            while count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt64(count)))
            }
        }

        func finished() -> [UInt8] {
            count == 0 ? bytes : bytes + [UInt8(truncatingIfNeeded: held << UInt64(8 - count))]
        }
    }
}
