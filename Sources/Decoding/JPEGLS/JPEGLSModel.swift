/// What a scan has learnt so far: the contexts of ITU-T T.87 §A.2, and how a sample is made with them.
///
/// `contexts` has 365 places; `regular` is called with quantized gradients, whose number lies in -364...364.
struct JPEGLSModel {
    private struct Context {
        var errors: Int
        var bias: Int
        var correction: Int
        var count: Int
    }

    private struct RunContext {
        var errors: Int
        var count: Int
        var negatives: Int
    }

    /// How the lengths of runs grow (§A.2.1).
    static let runBits: [Int] = [
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ]

    let parameters: JPEGLSParameters
    private let contexts: UnsafeMutablePointer<Context>
    private var runs: (RunContext, RunContext)
    var reader: JPEGLSBitReader
    /// Set by codes that no coder writes.
    private(set) var isDamaged = false
    private let maximum: Int
    private let near: Int
    private let step: Int
    private let span: Int

    /// The caller calls `free` in the end.
    init(_ parameters: JPEGLSParameters, _ reader: JPEGLSBitReader) {
        self.parameters = parameters
        self.reader = reader
        maximum = parameters.maximum
        near = parameters.near
        step = 2 * parameters.near + 1
        span = parameters.range * (2 * parameters.near + 1)
        let start = max(2, (parameters.range + 32) / 64)
        contexts = .allocate(capacity: 365)
        contexts.initialize(repeating: Context(errors: start, bias: 0, correction: 0, count: 1), count: 365)
        runs = (
            RunContext(errors: start, count: 1, negatives: 0), RunContext(errors: start, count: 1, negatives: 0)
        )
    }

    func free() { contexts.deallocate() }

    /// A sample whose neighbours differ (§A.4 to §A.6); `gradients` is their number, with the sign of the first that is not 0.
    @inline(__always)
    mutating func regular(_ gradients: Int, _ left: Int, _ up: Int, _ corner: Int) -> Int {
        let sign = gradients >> 63
        let place = (gradients ^ sign) &- sign
        var context = contexts[place]
        let low = min(left, up)
        let high = max(left, up)
        let edge = corner >= high ? low : corner <= low ? high : left &+ up &- corner
        let predicted = min(maximum, max(0, edge &+ ((context.correction ^ sign) &- sign)))
        var k = 0
        while context.count &<< k < context.errors { k &+= 1 }
        guard k <= 24 else {
            isDamaged = true
            return 0
        }
        let escape = parameters.limit &- parameters.errorBits &- 1
        let code = reader.golomb(k, escape: escape, plain: parameters.errorBits)
        var error = code & 1 == 0 ? code >> 1 : -((code &+ 1) >> 1)
        // Without bits behind the zeros the likelier sign has the shorter code.
        if k == 0, near == 0, 2 &* context.bias <= -context.count { error = ~error }
        guard abs(error) <= 65535 else {
            isDamaged = true
            return 0
        }

        context.bias &+= error &* step
        context.errors &+= abs(error)
        if context.count == parameters.reset {
            context.errors >>= 1
            context.bias >>= 1
            context.count >>= 1
        }
        context.count &+= 1
        if context.bias <= -context.count {
            context.bias &+= context.count
            if context.correction > -128 { context.correction &-= 1 }
            if context.bias <= -context.count { context.bias = 1 &- context.count }
        } else if context.bias > 0 {
            context.bias &-= context.count
            if context.correction < 127 { context.correction &+= 1 }
            if context.bias > 0 { context.bias = 0 }
        }
        contexts[place] = context
        return rebuilt(predicted, (error ^ sign) &- sign)
    }

    /// A sample from its prediction and its error, both modulo the range (§A.4.5).
    @inline(__always)
    private func rebuilt(_ predicted: Int, _ error: Int) -> Int {
        var value = predicted &+ error &* step
        if value < -near { value &+= span } else if value > maximum &+ near { value &-= span }
        return min(maximum, max(0, value))
    }

    /// The sample that ends a run (§A.7.2); `isFlat` says that the sample above is as the run was, which samples of several
    /// components never ask.
    mutating func interruption(_ left: Int, _ up: Int, isFlat: Bool, runIndex: Int) -> Int {
        var context = isFlat ? runs.1 : runs.0
        let weight = context.errors + (isFlat ? context.count >> 1 : 0)
        var k = 0
        while context.count << k < weight { k += 1 }
        guard k <= 24 else {
            isDamaged = true
            return 0
        }
        let escape = parameters.limit - Self.runBits[runIndex] - 1 - parameters.errorBits - 1
        let code = reader.golomb(k, escape: escape, plain: parameters.errorBits)
        let sum = code + (isFlat ? 1 : 0)
        let isOdd = sum & 1 == 1
        let size = (sum + 1) / 2
        let isNegativeOdd = k != 0 || 2 * context.negatives >= context.count
        let error = isNegativeOdd == isOdd ? -size : size
        guard size <= 65535 else {
            isDamaged = true
            return 0
        }
        if error < 0 { context.negatives += 1 }
        context.errors += (code + (isFlat ? 0 : 1)) >> 1
        if context.count == parameters.reset {
            context.errors >>= 1
            context.count >>= 1
            context.negatives >>= 1
        }
        context.count += 1
        if isFlat { runs.1 = context } else { runs.0 = context }
        if isFlat { return rebuilt(left, error) }
        return rebuilt(up, left > up ? -error : error)
    }

    /// How many samples a run has, of `room` at most, and whether it was interrupted before the end of the line (§A.7.1).
    mutating func runLength(_ room: Int, _ index: inout Int) -> (length: Int, isInterrupted: Bool) {
        var length = 0
        while reader.take(1) == 1 {
            let step = 1 << Self.runBits[index]
            if length + step <= room {
                length += step
                if index < 31 { index += 1 }
            } else {
                length = room
            }
            if length == room { return (room, false) }
        }
        length += reader.take(Self.runBits[index])
        if length >= room {
            // A run that reaches the end is not said to be interrupted.
            isDamaged = true
            return (room, false)
        }
        return (length, true)
    }
}
