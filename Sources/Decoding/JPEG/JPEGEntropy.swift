/// The entropy-coded data of a scan, divided at the restart markers, with the stuffing taken out (ITU-T T.81 §B.1.1.5).
struct JPEGEntropy {
    /// The data, and sixteen zeros that readers may look at.
    let bytes: [UInt8]
    /// Where each restart interval stands in them.
    let intervals: [Range<Int>]
    /// The offset in the file of the marker that ended the scan.
    let end: Int

    init(_ source: [UInt8], from start: Int) {
        var output: [UInt8] = []
        output.reserveCapacity(source.count - start + 16)
        var intervals: [Range<Int>] = []
        var begin = 0
        var index = start
        source.withUnsafeBufferPointer { source in
            while index < source.count {
                // Runs without FF are copied as they are.
                var stop = index
                while stop < source.count, source[stop] != 0xFF { stop += 1 }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: source[index..<stop]))
                index = stop
                guard index + 1 < source.count else {
                    index = source.count
                    break
                }
                switch source[index + 1] {
                case 0:
                    output.append(0xFF)
                    index += 2
                case 0xFF: index += 1
                case 0xD0...0xD7:
                    intervals.append(begin..<output.count)
                    begin = output.count
                    index += 2
                default: return
                }
            }
        }
        intervals.append(begin..<output.count)
        output.append(contentsOf: repeatElement(0, count: 16))
        bytes = output
        self.intervals = intervals
        end = index
    }
}
