extension JPEGTransformed {
    /// A walk over the blocks of a scan.
    struct Walk {
        /// What a scan adds to a block.
        enum Kind {
            case whole, directFirst, directMore, bandFirst, bandMore

            init(_ scan: JPEGScan, isProgressive: Bool) {
                if !isProgressive {
                    self = .whole
                } else if scan.spectralStart == 0 {
                    self = scan.approximationHigh == 0 ? .directFirst : .directMore
                } else {
                    self = scan.approximationHigh == 0 ? .bandFirst : .bandMore
                }
            }
        }

        let scan: JPEGScan
        let components: [JPEGFrame.Component]
        /// Where the coefficients of each component begin.
        let starts: [Int]
        let kind: Kind
        let direct: [JPEGTablePointers]
        let alternating: [JPEGTablePointers]
        let restartInterval: Int

        /// Decodes all blocks; answers false if the data are damaged or end early.
        func run(_ entropy: JPEGEntropy, _ coefficients: inout [Int16]) -> Bool {
            entropy.bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return false }
                return coefficients.withUnsafeMutableBufferPointer { run(entropy, base, $0) }
            }
        }

        private func run(
            _ entropy: JPEGEntropy, _ base: UnsafePointer<UInt8>, _ coefficients: UnsafeMutableBufferPointer<Int16>
        ) -> Bool {
            let units = unitCount
            var unit = 0
            for range in entropy.intervals {
                let end = restartInterval == 0 ? units.columns * units.rows : unit + restartInterval
                var reader = JPEGBlockReader(
                    JPEGBitReader(base, from: range.lowerBound, to: range.upperBound), scan, components.count)
                while unit < min(end, units.columns * units.rows) {
                    guard decode(unit, units.columns, &reader, coefficients) else { return false }
                    unit += 1
                }
                if reader.bits.isExhausted { return false }
                if unit == units.columns * units.rows { return true }
            }
            return false
        }

        /// A scan of one component goes over its own blocks, of several over units of all (§A.2).
        private var unitCount: (columns: Int, rows: Int) {
            let component = components[0]
            if components.count == 1 { return ((component.columns + 7) / 8, (component.rows + 7) / 8) }
            return (component.blockColumns / component.horizontal, component.blockRows / component.vertical)
        }

        @inline(__always)
        private func decode(
            _ unit: Int, _ unitColumns: Int, _ reader: inout JPEGBlockReader,
            _ coefficients: UnsafeMutableBufferPointer<Int16>
        ) -> Bool {
            let (row, column) = (unit / unitColumns, unit % unitColumns)
            for index in components.indices {
                let component = components[index]
                let across = components.count == 1 ? 1 : component.horizontal
                let down = components.count == 1 ? 1 : component.vertical
                for y in 0..<down {
                    for x in 0..<across {
                        let block = (row * down + y) * component.blockColumns + column * across + x
                        let place = starts[index] + block * 64
                        guard place + 64 <= coefficients.count, let base = coefficients.baseAddress,
                            decode(index, &reader, base + place)
                        else { return false }
                    }
                }
            }
            return true
        }

        @inline(__always)
        private func decode(
            _ index: Int, _ reader: inout JPEGBlockReader, _ block: UnsafeMutablePointer<Int16>
        ) -> Bool {
            switch kind {
            case .whole: reader.whole(index, block, direct[index], alternating[index])
            case .directFirst: reader.directFirst(index, block, direct[index])
            case .directMore: reader.directMore(block)
            case .bandFirst: reader.bandFirst(block, alternating[index])
            case .bandMore: reader.bandMore(block, alternating[index])
            }
        }
    }
}
