extension JPEGLossless {
    /// A walk over the samples of a scan, line by line.
    struct Walk {
        let columns: Int
        let rows: Int
        let predictor: Int
        /// What the first sample of an interval is predicted to be.
        let first: Int32
        let rowsPerInterval: Int

        /// Decodes a scan of the components named; answers false if the data are damaged.
        func run(
            _ entropy: JPEGEntropy, _ tables: [JPEGHuffmanTable], _ components: [Int], _ planes: inout [UInt16]
        ) -> Bool {
            JPEGTablePointers.lend(tables) { tables in
                entropy.bytes.withUnsafeBufferPointer { bytes in
                    planes.withUnsafeMutableBufferPointer { planes in
                        guard let base = bytes.baseAddress, let first = planes.baseAddress else { return false }
                        let chosen = components.map { first + $0 * rows * columns }
                        return intervals(entropy) { range, lines in
                            var reader = JPEGBitReader(base, from: range.lowerBound, to: range.upperBound)
                            for row in lines {
                                let isFirst = row == lines.lowerBound
                                let isRight =
                                    chosen.count == 1
                                    ? decode(chosen[0] + row * columns, isFirst: isFirst, &reader, tables[0])
                                    : decode(chosen, row: row, isFirst: isFirst, &reader, tables)
                                guard isRight else { return false }
                            }
                            return !reader.isExhausted
                        }
                    }
                }
            }
        }

        /// Calls `body` for each restart interval with its lines; what it cannot fill is damage.
        private func intervals(_ entropy: JPEGEntropy, _ body: (Range<Int>, Range<Int>) -> Bool) -> Bool {
            var row = 0
            for range in entropy.intervals {
                let end = min(rows, row + rowsPerInterval)
                if row == end { return true }
                guard body(range, row..<end) else { return false }
                row = end
            }
            return row == rows
        }

        /// Decodes a line of a single component; the line before it stands before it in memory unless it is the first.
        private func decode(
            _ line: UnsafeMutablePointer<UInt16>, isFirst: Bool, _ reader: inout JPEGBitReader,
            _ table: JPEGTablePointers
        ) -> Bool {
            let above = line - (isFirst ? 0 : columns)
            reader.refill()
            guard let start = reader.difference(table) else { return false }
            line[0] = UInt16(truncatingIfNeeded: (isFirst ? first : Int32(above[0])) &+ start)
            // The first line of an interval has no line above it and is predicted from the left.
            switch isFirst ? 1 : predictor {
            case 1: return rest(line, above, &reader, table) { left, _, _ in left }
            case 2: return rest(line, above, &reader, table) { _, up, _ in up }
            case 3: return rest(line, above, &reader, table) { _, _, corner in corner }
            case 4: return rest(line, above, &reader, table) { left, up, corner in left &+ up &- corner }
            case 5: return rest(line, above, &reader, table) { left, up, corner in left &+ (up &- corner) >> 1 }
            case 6: return rest(line, above, &reader, table) { left, up, corner in up &+ (left &- corner) >> 1 }
            default: return rest(line, above, &reader, table) { left, up, _ in (left &+ up) >> 1 }
            }
        }

        @inline(__always)
        private func rest(
            _ line: UnsafeMutablePointer<UInt16>, _ above: UnsafeMutablePointer<UInt16>, _ reader: inout JPEGBitReader,
            _ table: JPEGTablePointers, _ predict: (Int32, Int32, Int32) -> Int32
        ) -> Bool {
            var local = reader
            var left = Int32(line[0])
            for column in 1..<max(1, columns) {
                local.refill()
                guard let difference = local.difference(table) else { return false }
                let predicted = predict(left, Int32(above[column]), Int32(above[column - 1]))
                let value = UInt16(truncatingIfNeeded: predicted &+ difference)
                line[column] = value
                left = Int32(value)
            }
            reader = local
            return true
        }

        /// Decodes a line of several components, whose samples alternate.
        private func decode(
            _ planes: [UnsafeMutablePointer<UInt16>], row: Int, isFirst: Bool, _ reader: inout JPEGBitReader,
            _ tables: [JPEGTablePointers]
        ) -> Bool {
            for column in 0..<columns {
                for index in planes.indices {
                    reader.refill()
                    guard let difference = reader.difference(tables[index]) else { return false }
                    let place = planes[index] + row * columns + column
                    let predicted = prediction(place, column, isFirst: isFirst)
                    place.pointee = UInt16(truncatingIfNeeded: predicted &+ difference)
                }
            }
            return true
        }

        @inline(__always)
        private func prediction(_ place: UnsafeMutablePointer<UInt16>, _ column: Int, isFirst: Bool) -> Int32 {
            if column == 0 { return isFirst ? first : Int32(place[-columns]) }
            let left = Int32(place[-1])
            if isFirst || predictor == 1 { return left }
            let up = Int32(place[-columns])
            let corner = Int32(place[-columns - 1])
            switch predictor {
            case 2: return up
            case 3: return corner
            case 4: return left &+ up &- corner
            case 5: return left &+ (up &- corner) >> 1
            case 6: return up &+ (left &- corner) >> 1
            default: return (left &+ up) >> 1
            }
        }
    }
}
