/// Tells the lines of offsets in a text.
struct LineNumbers {
    private let ends: [Int]

    init(_ bytes: [UInt8]) {
        var ends: [Int] = []
        bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<bytes.count where bytes[index] == UInt8(ascii: "\n") { ends.append(index) }
        }
        self.ends = ends
    }

    /// From 1.
    func line(_ offset: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
