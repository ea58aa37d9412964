/// e to a power, from arithmetic alone, so that server and browser come to the same bits; no system's `exp` promises that.
package enum Exponential {
    /// Right to the last few bits; 0 below −700, e⁷⁰⁰ above 700, 0 for what is no number.
    package static func exp(_ x: Double) -> Double {
        guard x >= -700 else { return 0 }
        let x = min(x, 700)
        // x = k · ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts, the first exact in its product with k.
        let k = (x * 1.442695040888963407 + 0.5).rounded(.down)
        let r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10
        // Taylor's series by Horner: 14 terms leave 0.35¹⁴ / 14!, below half a bit.
        var sum = 1.0
        var term = 14.0
        while term >= 1 {
            sum = 1 + sum * r / term
            term -= 1
        }
        return sum * Double(sign: .plus, exponent: Int(k), significand: 1)
    }
}
