extension Inflate {
    /// Unpacks symbols for as long as none of them needs thought: eight more bytes of input can be loaded, the longest copy has room,
    /// and codes are short. The rest is the slow path's, which also says what is wrong.
    ///
    /// - Parameter mark: ends where so much is filled.
    @inline(never)
    mutating func runFast(_ input: ArraySlice<UInt8>, _ next: inout Int, until mark: Int) throws(Failure) {
        // The longest copy is 258 bytes and written eight at a time; three literals may come before it.
        let most = min(mark, output.count - 272)
        guard bitCount < 64, filled <= most, input.endIndex - next >= 16,
            symbolTable.count == 1 << HuffmanCode.fastBits,
            distanceTable.count == 1 << HuffmanCode.fastBits
        else { return }
        var state = (bits: bits, count: bitCount, filled: filled, place: next - input.startIndex)
        let isRight = input.withUnsafeBytes { source in
            output.withUnsafeMutableBytes { target in
                symbolTable.withUnsafeBufferPointer { symbols in
                    distanceTable.withUnsafeBufferPointer { distances in
                        // All are there and not empty, as the guard above says.
                        guard let source = source.baseAddress, let target = target.baseAddress,
                            let symbols = symbols.baseAddress, let distances = distances.baseAddress
                        else { return true }
                        return Self.run(source, input.count - 8, target, most, symbols, distances, &state)
                    }
                }
            }
        }
        (bits, bitCount, filled, next) = (state.bits, state.count, state.filled, input.startIndex + state.place)
        guard isRight else { throw .badDistance }
    }

    /// - Parameters:
    ///   - lastLoad: the last place that eight bytes can be loaded from.
    ///   - most: no symbol begins beyond it; 272 bytes more have room.
    ///   - state: `place` in the source, `filled` of the target.
    /// - Returns: whether no copy came from before the beginning.
    @inline(__always)
    private static func run(
        _ source: UnsafeRawPointer, _ lastLoad: Int, _ target: UnsafeMutableRawPointer, _ most: Int,
        _ symbols: UnsafePointer<UInt32>, _ distances: UnsafePointer<UInt32>,
        _ state: inout (bits: UInt64, count: Int, filled: Int, place: Int)
    ) -> Bool {
        let mask: UInt64 = 1 << UInt64(HuffmanCode.fastBits) - 1
        var (bits, count, filled, place) = state
        defer {
            // Above `count` stand bits of bytes that are not taken yet.
            state = (count == 0 ? 0 : bits & (.max >> UInt64(64 - count)), count, filled, place)
        }
        while filled <= most, place <= lastLoad {
            // At least 56 bits, so three symbols of eleven and more; whole bytes are counted as taken.
            bits |= UInt64(littleEndian: source.loadUnaligned(fromByteOffset: place, as: UInt64.self)) << UInt64(count)
            place += (63 - count) >> 3
            count |= 56
            var entry = symbols[Int(bits & mask)]
            var literals = 0
            while entry >> 31 == 1, literals < 3 {
                target.storeBytes(of: UInt8(truncatingIfNeeded: entry >> 16), toByteOffset: filled, as: UInt8.self)
                filled += 1
                bits >>= UInt64(entry & 15)
                count -= Int(entry & 15)
                literals += 1
                entry = symbols[Int(bits & mask)]
            }
            // 33 bits at most are gone then; a copy takes 11 + 5 + 11 + 13.
            guard literals == 0 else { continue }
            guard entry != 0 else { return true }
            let (codeBits, extraBits) = (UInt64(entry & 15), UInt64(entry >> 8 & 15))
            let after = bits >> codeBits
            let length = Int(entry >> 16) + Int(after & (1 << extraBits - 1))
            let rest = after >> extraBits
            let far = distances[Int(rest & mask)]
            guard far != 0 else { return true }
            let (farBits, farExtra) = (UInt64(far & 15), UInt64(far >> 8 & 15))
            let distance = Int(far >> 16) + Int(rest >> farBits & (1 << farExtra - 1))
            guard distance <= filled else { return false }
            bits = rest >> (farBits + farExtra)
            count -= Int(codeBits + extraBits + farBits + farExtra)
            copy(target + filled, distance, length)
            filled += length
        }
        return true
    }

    /// Copies from `distance` before; may write seven bytes more.
    @inline(__always)
    private static func copy(_ target: UnsafeMutableRawPointer, _ distance: Int, _ length: Int) {
        let source = UnsafeRawPointer(target - distance)
        var index = 0
        if distance >= 8 {
            while index < length {
                target.storeBytes(
                    of: source.loadUnaligned(fromByteOffset: index, as: UInt64.self), toByteOffset: index,
                    as: UInt64.self)
                index += 8
            }
        } else if distance == 1 {
            let word = UInt64(source.load(as: UInt8.self)) &* 0x0101_0101_0101_0101
            while index < length {
                target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
                index += 8
            }
        } else {
            while index < length {
                target.storeBytes(
                    of: source.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index, as: UInt8.self)
                index += 1
            }
        }
    }
}
