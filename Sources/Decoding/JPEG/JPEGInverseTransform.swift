/// The inverse cosine transform of 12-bit pictures in integers (Loeffler, Ligtenberg and Moschytz 1989), eight lines at once.
///
/// The standard leaves the rounding open. This is the reference decoder's, so that pixels are the same to the last bit:
/// constants of 9 bits behind the point, and four bits of fraction kept from the coefficients to the end.
struct JPEGInverseTransform {
    private typealias Lane = SIMD8<Int32>

    private static let fraction: Int32 = 4
    private static let point: Int32 = 9

    /// The samples of a component, whole blocks: `blockColumns · 8` a line.
    func plane(
        _ coefficients: [Int16], from start: Int, _ component: JPEGFrame.Component, _ table: [Int32]
    ) -> [UInt16] {
        let width = component.blockColumns * 8
        let count = width * component.blockRows * 8
        return [UInt16](unsafeUninitializedCapacity: count) { output, filled in
            coefficients.withUnsafeBufferPointer { coefficients in
                let rows = (0..<8).map { row in Lane((0..<8).map { table[row * 8 + $0] &<< Self.fraction }) }
                for block in 0..<component.blockColumns * component.blockRows {
                    let corner = block / component.blockColumns * 8 * width + block % component.blockColumns * 8
                    transform(coefficients, start + block * 64, rows, output, corner, width)
                }
            }
            filled = count
        }
    }

    @inline(__always)
    private func transform(
        _ coefficients: UnsafeBufferPointer<Int16>, _ start: Int, _ table: [Lane],
        _ output: UnsafeMutableBufferPointer<UInt16>, _ corner: Int, _ width: Int
    ) {
        let raw = UnsafeRawBufferPointer(coefficients)
        @inline(__always)
        func coded(_ row: Int) -> SIMD8<Int16> {
            raw.loadUnaligned(fromByteOffset: (start + row * 8) * 2, as: SIMD8<Int16>.self)
        }
        @inline(__always)
        func load(_ row: Int) -> Lane { Lane(truncatingIfNeeded: coded(row)) &* table[row] }
        var block = (load(0), load(1), load(2), load(3), load(4), load(5), load(6), load(7))
        var first = coded(0)
        first[0] = 0
        if first | coded(1) | coded(2) | coded(3) | coded(4) | coded(5) | coded(6) | coded(7) == .zero {
            // The mean alone, as both passes would round it.
            let lane = Lane(repeating: (block.0[0] &+ 4) &>> 3)
            block = (lane, lane, lane, lane, lane, lane, lane, lane)
        } else {
            transpose(&block)
            pass(&block, shift: Self.point)
            transpose(&block)
            pass(&block, shift: Self.point + 3)
        }
        let centre = Lane(repeating: 2048 << Self.fraction + 1 << (Self.fraction - 1))
        let top = Lane(repeating: 4095)
        @inline(__always)
        func store(_ row: Int, _ lane: Lane) {
            let samples = ((lane &+ centre) &>> Self.fraction).clamped(lowerBound: .zero, upperBound: top)
            UnsafeMutableRawBufferPointer(output).storeBytes(
                of: SIMD8<UInt16>(truncatingIfNeeded: samples), toByteOffset: (corner + row * width) * 2,
                as: SIMD8<UInt16>.self)
        }
        store(0, block.0)
        store(1, block.1)
        store(2, block.2)
        store(3, block.3)
        store(4, block.4)
        store(5, block.5)
        store(6, block.6)
        store(7, block.7)
    }

    private typealias Block = (Lane, Lane, Lane, Lane, Lane, Lane, Lane, Lane)

    /// One dimension.
    @inline(__always)
    private func pass(_ block: inout Block, shift: Int32) {
        let common = (block.2 &+ block.6) &* 277
        let two = common &- block.6 &* 946
        let three = common &+ block.2 &* 392
        let sum = (block.0 &+ block.4) &<< Self.point
        let difference = (block.0 &- block.4) &<< Self.point
        let even = (sum &+ three, difference &+ two, difference &- two, sum &- three)

        let all = (block.7 &+ block.3 &+ block.5 &+ block.1) &* 602
        let one = (block.7 &+ block.1) &* -461
        let other = (block.5 &+ block.3) &* -1312
        let third = (block.7 &+ block.3) &* -1004 &+ all
        let fourth = (block.5 &+ block.1) &* -200 &+ all
        let odd = (
            block.7 &* 153 &+ one &+ third, block.5 &* 1051 &+ other &+ fourth,
            block.3 &* 1573 &+ other &+ third, block.1 &* 769 &+ one &+ fourth
        )
        let half = Lane(repeating: 1 << (shift - 1))
        let amount = Lane(repeating: shift)
        block = (
            (even.0 &+ odd.3 &+ half) &>> amount, (even.1 &+ odd.2 &+ half) &>> amount,
            (even.2 &+ odd.1 &+ half) &>> amount, (even.3 &+ odd.0 &+ half) &>> amount,
            (even.3 &- odd.0 &+ half) &>> amount, (even.2 &- odd.1 &+ half) &>> amount,
            (even.1 &- odd.2 &+ half) &>> amount, (even.0 &- odd.3 &+ half) &>> amount
        )
    }

    /// Three rounds of interleaving exchange rows and columns.
    @inline(__always)
    private func transpose(_ block: inout Block) {
        for _ in 0..<3 {
            let (a, b) = (weave(block.0, block.4), weave(block.1, block.5))
            let (c, d) = (weave(block.2, block.6), weave(block.3, block.7))
            block = (a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1)
        }
    }

    @inline(__always)
    private func weave(_ first: Lane, _ second: Lane) -> (Lane, Lane) {
        (
            Lane(first[0], second[0], first[1], second[1], first[2], second[2], first[3], second[3]),
            Lane(first[4], second[4], first[5], second[5], first[6], second[6], first[7], second[7])
        )
    }
}

extension SIMD8<Int32> {
    fileprivate func clamped(lowerBound: Self, upperBound: Self) -> Self {
        replacing(with: lowerBound, where: self .< lowerBound).replacing(with: upperBound, where: self .> upperBound)
    }
}
