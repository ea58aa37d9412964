import Imaging

/// Runs of equal pixels in a frame that was unpacked.
struct FrameRuns {
    private let frame: StoredFrame

    init(_ frame: StoredFrame) { self.frame = frame }

    private var count: Int { frame.columns * frame.rows }

    private func each(_ body: (_ start: Int, _ length: Int, _ value: Int) -> Void) {
        let size = frame.bytesPerSample
        guard size == 1 || size == 2, frame.bytes.count >= count * size else { return }
        frame.bytes.withUnsafeBufferPointer { bytes in
            func value(_ index: Int) -> Int {
                size == 1 ? Int(bytes[index]) : Int(bytes[2 * index]) | Int(bytes[2 * index + 1]) << 8
            }
            var start = 0
            while start < count {
                let here = value(start)
                var end = start + 1
                while end < count, value(end) == here { end += 1 }
                if here != 0 { body(start, end - start, here) }
                start = end
            }
        }
    }

    /// The pixels that are not zero.
    func ones() -> LabelPlane {
        var runs: [UInt32] = []
        each { start, length, _ in
            // Values that differ and touch are one run here.
            if let last = runs.last, runs.count >= 2, Int(runs[runs.count - 2]) + Int(last) == start {
                runs[runs.count - 1] += UInt32(length)
            } else {
                runs += [UInt32(start), UInt32(length)]
            }
        }
        return LabelPlane(columns: frame.columns, rows: frame.rows, runs: runs)
    }

    /// The pixels that are not zero, with their value scaled to 255.
    func fractions(of full: Int) -> LabelPlane {
        var runs: [UInt32] = []
        var values: [UInt8] = []
        each { start, length, value in
            runs += [UInt32(start), UInt32(length)]
            values.append(UInt8(clamping: Int((Double(value) / Double(full) * 255).rounded())))
        }
        var plane = LabelPlane(columns: frame.columns, rows: frame.rows, runs: runs)
        plane.values = values
        return plane
    }

    /// The pixels of each value; the background is none.
    func labels(except background: Int) -> [Int: LabelPlane] {
        var runs: [Int: [UInt32]] = [:]
        each { start, length, value in
            if value != background { runs[value, default: []] += [UInt32(start), UInt32(length)] }
        }
        return runs.mapValues { LabelPlane(columns: frame.columns, rows: frame.rows, runs: $0) }
    }
}
