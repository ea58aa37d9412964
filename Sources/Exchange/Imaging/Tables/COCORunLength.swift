/// The run-length form of COCO masks: runs down the columns, zeros first, packed into printable characters.
enum COCORunLength {
    /// Runs of zeros and ones in turn, column by column. Columns outside the range are known to be empty.
    static func counts(
        _ labels: [UInt8], value: UInt8, width: Int, height: Int, within columns: ClosedRange<Int>? = nil
    ) -> [Int] {
        let columns = columns ?? 0...max(0, width - 1)
        var counts: [Int] = []
        var isInside = false
        var length = columns.lowerBound * height
        labels.withUnsafeBufferPointer { labels in
            for column in columns {
                var index = column
                for _ in 0..<height {
                    if (labels[index] == value) != isInside {
                        counts.append(length)
                        length = 0
                        isInside.toggle()
                    }
                    length += 1
                    index += width
                }
            }
        }
        // The columns behind the range.
        let rest = (width - 1 - columns.upperBound) * height
        if isInside, rest > 0 {
            counts += [length, rest]
        } else {
            counts.append(length + rest)
        }
        return counts
    }

    /// Five bits a character with a bit for “more to come”, from character 48; from the third run on the difference to the run before last.
    static func text(_ counts: [Int]) -> String {
        var bytes: [UInt8] = []
        for (index, count) in counts.enumerated() {
            var left = index > 2 ? count - counts[index - 2] : count
            while true {
                var part = left & 0x1F
                left >>= 5
                let isLast = part & 0x10 != 0 ? left == -1 : left == 0
                if !isLast { part |= 0x20 }
                bytes.append(UInt8(part + 48))
                if isLast { break }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The runs of a packed text; nil where it is none.
    static func counts(of text: String) -> [Int]? {
        var counts: [Int] = []
        var value = 0
        var shift = 0
        for byte in text.utf8 {
            guard byte >= 48, byte < 112, shift < 60 else { return nil }
            let part = Int(byte) - 48
            value |= (part & 0x1F) << shift
            shift += 5
            guard part & 0x20 == 0 else { continue }
            if part & 0x10 != 0 { value |= -1 << shift }
            if counts.count > 2 { value += counts[counts.count - 2] }
            guard value >= 0 else { return nil }
            counts.append(value)
            (value, shift) = (0, 0)
        }
        return shift == 0 ? counts : nil
    }
}
