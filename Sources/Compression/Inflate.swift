/// Unpacks a DEFLATE stream (RFC 1951) chunk by chunk; every access is checked, so no stream can harm memory.
package struct Inflate: Sendable {
    /// What is wrong with a stream.
    package enum Failure: Error, Sendable, Equatable {
        case badBlockType
        case badStoredLength
        case badCodeLengths
        case badCode
        /// A copy from before the beginning of the output.
        case badDistance
        /// More output than was allowed: perhaps a bomb.
        case tooLarge(limit: Int)
    }

    private enum Place {
        case blockHeader
        case storedLength
        case stored(left: Int)
        case codeHeader
        case codeLengths(literals: Int, distances: Int, order: Int)
        case lengths(literals: Int, distances: Int)
        case symbols
        case done
    }

    /// 32 KiB of history, and new output: the more there is of it, the less often the history is moved.
    private static let history = 32768
    private static let room = history + full + 32768
    /// So much new output is handed out.
    private static let full = 98304

    private let limit: Int
    private var place = Place.blockHeader
    private var isLastBlock = false
    var bits: UInt64 = 0
    var bitCount = 0
    private var codeLengths: [UInt8] = []
    private var lengths: [UInt8] = []
    private var lengthCode: HuffmanCode?
    private var literalCode: HuffmanCode?
    private var distanceCode: HuffmanCode?
    /// The two codes as `runFast` wants them.
    var symbolTable: [UInt32] = []
    var distanceTable: [UInt32] = []
    /// History and output; what stands before `handed` was given to the caller.
    var output: [UInt8]
    var filled = 0
    private var handed = 0

    /// All bytes that came out so far.
    package private(set) var totalOut = 0

    /// `limit`: the most bytes that may come out.
    package init(limit: Int = .max) {
        self.limit = limit
        output = [UInt8](repeating: 0, count: Self.room)
    }

    package var isFinished: Bool { if case .done = place { true } else { false } }

    /// Takes bytes and hands out what they unpack to; answers the offset after the last byte used, which is the end of
    /// `input` unless the stream ended before.
    package mutating func feed(
        _ input: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) throws -> Void
    ) throws -> Int {
        var next = input.startIndex
        while !isFinished {
            let isMoving = try step(input, &next)
            if filled > Self.history + Self.full || !isMoving || isFinished { try handOut(body) }
            if !isMoving { break }
        }
        if isFinished {
            // Whole bytes that were taken into the bit buffer and not used go back.
            next -= bitCount / 8
            bits = 0
            bitCount = 0
        }
        return max(next, input.startIndex)
    }

    private mutating func handOut(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
        if filled > handed {
            totalOut += filled - handed
            guard totalOut <= limit else { throw Failure.tooLarge(limit: limit) }
            try body(output[handed..<filled])
        }
        // Moved only when half full: to move the history at every byte of a slow stream would take for ever.
        if filled > Self.history + Self.full {
            let kept = filled - Self.history
            output.withUnsafeMutableBytes { buffer in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[kept..<kept + Self.history]))
            }
            filled = Self.history
        }
        handed = filled
    }

    /// Does one thing; false if it needs more input.
    private mutating func step(_ input: ArraySlice<UInt8>, _ next: inout Int) throws(Failure) -> Bool {
        refill(input, &next)
        switch place {
        case .blockHeader: return try readBlockHeader()
        case .storedLength: return try readStoredLength()
        case .stored(let left): return copyStored(left, input, &next)
        case .codeHeader: return try readCodeHeader()
        case .codeLengths(let literals, let distances, let order):
            return try readCodeLengths(literals, distances, order)
        case .lengths(let literals, let distances): return try readLengths(literals, distances)
        case .symbols: return try readSymbols(input, &next)
        case .done: return false
        }
    }

    @inline(__always)
    private mutating func refill(_ input: ArraySlice<UInt8>, _ next: inout Int) {
        // Never all 64: `runFast` adds whole bytes below the highest bit.
        while bitCount < 56, next < input.endIndex {
            bits |= UInt64(input[next]) << UInt64(bitCount)
            next += 1
            bitCount += 8
        }
    }

    private mutating func drop(_ count: Int) {
        bits >>= UInt64(count)
        bitCount -= count
    }

    private mutating func take(_ count: Int) -> Int {
        let value = Int(bits & ((1 << UInt64(count)) - 1))
        drop(count)
        return value
    }

    private mutating func readBlockHeader() throws(Failure) -> Bool {
        guard bitCount >= 3 else { return false }
        isLastBlock = take(1) == 1
        switch take(2) {
        case 0:
            drop(bitCount % 8)
            place = .storedLength
        case 1:
            literalCode = Self.fixedLiterals
            distanceCode = Self.fixedDistances
            makeTables()
            place = .symbols
        case 2: place = .codeHeader
        default: throw .badBlockType
        }
        return true
    }

    private mutating func readStoredLength() throws(Failure) -> Bool {
        guard bitCount >= 32 else { return false }
        let length = take(16)
        guard take(16) == length ^ 0xFFFF else { throw .badStoredLength }
        place = .stored(left: length)
        return true
    }

    private mutating func copyStored(_ left: Int, _ input: ArraySlice<UInt8>, _ next: inout Int) -> Bool {
        var left = left
        while left > 0, bitCount >= 8, filled < Self.room {
            output[filled] = UInt8(take(8))
            filled += 1
            left -= 1
        }
        if bitCount == 0 {
            let count = min(left, input.endIndex - next, Self.room - filled)
            output.replaceSubrange(filled..<filled + count, with: input[next..<next + count])
            filled += count
            next += count
            left -= count
        }
        place = left == 0 ? endOfBlock : .stored(left: left)
        return left == 0 || filled > Self.history + Self.full
    }

    private var endOfBlock: Place { isLastBlock ? .done : .blockHeader }

    private mutating func readCodeHeader() throws(Failure) -> Bool {
        guard bitCount >= 14 else { return false }
        let (literals, distances, codes) = (take(5) + 257, take(5) + 1, take(4) + 4)
        guard literals <= 286, distances <= 30 else { throw .badCodeLengths }
        codeLengths = [UInt8](repeating: 0, count: 19)
        place = .codeLengths(literals: literals, distances: distances, order: 19 - codes)
        return true
    }

    /// RFC 1951 §3.2.7: the order in which the lengths of the code for lengths stand.
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private mutating func readCodeLengths(_ literals: Int, _ distances: Int, _ left: Int) throws(Failure) -> Bool {
        // `lengths` counts what was read; `left` are those that stay 0 at the end.
        let before = lengths.count
        while lengths.count < 19 - left {
            // All may take 57 bits, which is one more than are sure to be there: then this comes back.
            guard bitCount >= 3 else { return lengths.count > before }
            let length = UInt8(take(3))
            codeLengths[Self.order[lengths.count]] = length
            lengths.append(length)
        }
        lengths = []
        lengthCode = HuffmanCode(lengths: codeLengths)
        guard lengthCode != nil else { throw .badCodeLengths }
        place = .lengths(literals: literals, distances: distances)
        return true
    }

    private mutating func readLengths(_ literals: Int, _ distances: Int) throws(Failure) -> Bool {
        guard let code = lengthCode else { throw .badCodeLengths }
        while lengths.count < literals + distances {
            switch code.look(bits, bitCount) {
            case .cut: return false
            case .invalid: throw .badCodeLengths
            case .found(let symbol, let length) where symbol < 16:
                drop(length)
                lengths.append(UInt8(symbol))
            case .found(let symbol, let length):
                let extra = symbol == 16 ? 2 : symbol == 17 ? 3 : 7
                guard bitCount >= length + extra else { return false }
                guard symbol > 16 || !lengths.isEmpty else { throw .badCodeLengths }
                drop(length)
                let count = take(extra) + (symbol == 18 ? 11 : 3)
                guard lengths.count + count <= literals + distances else { throw .badCodeLengths }
                let value = symbol == 16 ? lengths[lengths.count - 1] : 0
                lengths.append(contentsOf: repeatElement(value, count: count))
            }
            // A look needs at most 7 bits and 7 more: one refill in `step` is not enough for all, so come back.
            if bitCount < 14, lengths.count < literals + distances { return true }
        }
        guard lengths[256] > 0, let literal = HuffmanCode(lengths: lengths[..<literals]),
            let distance = HuffmanCode(lengths: lengths[literals...])
        else { throw .badCodeLengths }
        literalCode = literal
        distanceCode = distance
        makeTables()
        lengths = []
        place = .symbols
        return true
    }

    /// Reads symbols until the output is half full, the block ends or the input does.
    private mutating func readSymbols(_ input: ArraySlice<UInt8>, _ next: inout Int) throws(Failure) -> Bool {
        guard let literalCode, let distanceCode else { throw .badCode }
        while filled <= Self.history + Self.full {
            try runFast(input, &next, until: Self.history + Self.full)
            refill(input, &next)
            switch literalCode.look(bits, bitCount) {
            case .cut: return false
            case .invalid: throw .badCode
            case .found(let symbol, let length) where symbol < 256:
                drop(length)
                output[filled] = UInt8(symbol)
                filled += 1
            case .found(256, let length):
                drop(length)
                place = endOfBlock
                return true
            case .found(let symbol, let length):
                guard symbol < 286 else { throw .badCode }
                guard try copy(symbol - 257, length, distanceCode) else { return false }
            }
        }
        return true
    }

    /// Copies what came before; false, with nothing taken, if the distance is not all there. 48 bits are needed at most.
    private mutating func copy(_ symbol: Int, _ symbolBits: Int, _ distanceCode: HuffmanCode) throws(Failure) -> Bool {
        let lengthExtra = Int(Self.lengthExtra[symbol])
        guard bitCount >= symbolBits + lengthExtra else { return false }
        let rest = bits >> UInt64(symbolBits + lengthExtra)
        let distanceSymbol: Int
        let distanceBits: Int
        switch distanceCode.look(rest, bitCount - symbolBits - lengthExtra) {
        case .cut: return false
        case .invalid: throw .badCode
        case .found(let found, let length): (distanceSymbol, distanceBits) = (found, length)
        }
        guard distanceSymbol < 30 else { throw .badCode }
        let distanceExtra = Int(Self.distanceExtra[distanceSymbol])
        guard bitCount >= symbolBits + lengthExtra + distanceBits + distanceExtra else { return false }
        drop(symbolBits)
        let length = Int(Self.lengthBase[symbol]) + take(lengthExtra)
        drop(distanceBits)
        let distance = Int(Self.distanceBase[distanceSymbol]) + take(distanceExtra)
        guard distance <= filled else { throw .badDistance }
        for _ in 0..<length {
            output[filled] = output[filled - distance]
            filled += 1
        }
        return true
    }

    private mutating func makeTables() {
        symbolTable = literalCode?.table(from: 257, bases: Self.lengthBase, extras: Self.lengthExtra) ?? []
        distanceTable = distanceCode?.table(from: 0, bases: Self.distanceBase, extras: Self.distanceExtra) ?? []
    }

    // RFC 1951 §3.2.5.
    private static let lengthBase: [UInt16] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthExtra: [UInt8] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBase: [UInt16] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    private static let distanceExtra: [UInt8] = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]

    // RFC 1951 §3.2.6.
    private static let fixedLiterals = HuffmanCode(
        lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 } as [UInt8])
    private static let fixedDistances = HuffmanCode(lengths: [UInt8](repeating: 5, count: 32))
}
