/// Decodes the lines of a JPEG-LS scan.
///
/// Lines have a place before the first sample and one behind the last, for the neighbours of the outermost ones.
struct JPEGLSScan {
    private let columns: Int
    private let components: Int
    private let isBySample: Bool
    /// The number of a difference's class, -4 to 4, by the difference and `maximum` (§A.3.3).
    private let classes: [Int8]
    private let maximum: Int
    private let near: Int
    private var runIndices: [Int]

    init(_ parameters: JPEGLSParameters, columns: Int, components: Int, isBySample: Bool) {
        self.columns = columns
        self.components = components
        self.isBySample = isBySample
        maximum = parameters.maximum
        near = parameters.near
        runIndices = [Int](repeating: 0, count: components)
        let (first, second, third) = parameters.thresholds
        let near = parameters.near
        classes = (-parameters.maximum...parameters.maximum).map { difference in
            let size = abs(difference)
            let number: Int8 = size <= near ? 0 : size < first ? 1 : size < second ? 2 : size < third ? 3 : 4
            return difference < 0 ? -number : number
        }
    }

    /// Decodes all lines and hands each component's to `body`; answers false if the data are damaged or end early.
    mutating func decode(
        _ model: inout JPEGLSModel, rows: Int, _ body: (_ component: Int, _ row: Int, UnsafePointer<Int32>) -> Void
    ) -> Bool {
        let width = columns + 2
        var lines = [Int32](repeating: 0, count: components * 2 * width)
        return lines.withUnsafeMutableBufferPointer { lines in
            classes.withUnsafeBufferPointer { classes in
                guard let lines = lines.baseAddress, let zero = classes.baseAddress.map({ $0 + maximum }) else {
                    return false
                }
                for row in 0..<rows {
                    var pairs: [Lines] = []
                    for component in 0..<components {
                        let pair = lines + component * 2 * width
                        let (above, current) = row & 1 == 0 ? (pair + width, pair) : (pair, pair + width)
                        above[columns + 1] = above[columns]
                        current[0] = above[1]
                        pairs.append(Lines(above: above + 1, current: current + 1))
                    }
                    if isBySample, components > 1 {
                        together(&model, pairs, zero)
                    } else {
                        for component in 0..<components { alone(&model, pairs[component], zero, component) }
                    }
                    if model.isDamaged || model.reader.isExhausted { return false }
                    for component in 0..<components { body(component, row, pairs[component].current) }
                }
                return true
            }
        }
    }

    /// A line and the one above it, from their first samples on.
    private struct Lines {
        let above: UnsafeMutablePointer<Int32>
        let current: UnsafeMutablePointer<Int32>

        @inline(__always)
        func gradients(_ column: Int, _ zero: UnsafePointer<Int8>) -> Int {
            let left = Int(current[column - 1])
            let corner = Int(above[column - 1])
            let up = Int(above[column])
            let next = Int(above[column + 1])
            return 81 &* Int(zero[next &- up]) &+ 9 &* Int(zero[up &- corner]) &+ Int(zero[corner &- left])
        }
    }

    private mutating func alone(
        _ model: inout JPEGLSModel, _ lines: Lines, _ zero: UnsafePointer<Int8>, _ component: Int
    ) {
        var column = 0
        while column < columns {
            let gradients = lines.gradients(column, zero)
            let left = Int(lines.current[column - 1])
            if gradients != 0 {
                lines.current[column] = Int32(
                    truncatingIfNeeded: model.regular(
                        gradients, left, Int(lines.above[column]), Int(lines.above[column - 1])))
                column += 1
                continue
            }
            let run = model.runLength(columns - column, &runIndices[component])
            for place in column..<column + run.length { lines.current[place] = Int32(truncatingIfNeeded: left) }
            column += run.length
            guard run.isInterrupted else { return }
            let up = Int(lines.above[column])
            lines.current[column] = Int32(
                truncatingIfNeeded: model.interruption(
                    left, up, isFlat: abs(left - up) <= near, runIndex: runIndices[component]))
            if runIndices[component] > 0 { runIndices[component] -= 1 }
            column += 1
        }
    }

    /// The components of a pixel one after the other: a run is one of all of them.
    private mutating func together(_ model: inout JPEGLSModel, _ lines: [Lines], _ zero: UnsafePointer<Int8>) {
        var column = 0
        while column < columns {
            if lines.contains(where: { $0.gradients(column, zero) != 0 }) {
                for line in lines {
                    line.current[column] = Int32(
                        truncatingIfNeeded: model.regular(
                            line.gradients(column, zero), Int(line.current[column - 1]), Int(line.above[column]),
                            Int(line.above[column - 1])))
                }
                column += 1
                continue
            }
            let run = model.runLength(columns - column, &runIndices[0])
            for line in lines {
                for place in column..<column + run.length { line.current[place] = line.current[column - 1] }
            }
            column += run.length
            guard run.isInterrupted else { return }
            for line in lines {
                line.current[column] = Int32(
                    truncatingIfNeeded: model.interruption(
                        Int(line.current[column - 1]), Int(line.above[column]), isFlat: false, runIndex: runIndices[0]))
            }
            if runIndices[0] > 0 { runIndices[0] -= 1 }
            column += 1
        }
    }
}
