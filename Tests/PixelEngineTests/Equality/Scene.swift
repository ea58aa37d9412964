import PixelEngine

/// x ← 1664525 · x + 1013904223 modulo 2³²: as in Tests/Web/engine-support.js.
struct Congruence {
    private var state: UInt32

    init(_ seed: Int) { state = UInt32(truncatingIfNeeded: seed) }

    mutating func next() -> UInt32 {
        state = state &* 1_664_525 &+ 1_013_904_223
        return state
    }

    /// From 0 to `bound` − 1.
    mutating func below(_ bound: Int) -> Int { Int(next() >> 8) % bound }
}

/// The scene of the vectors: stripes, noise, and two balls that touch, brighter than the rest.
func scene(_ grid: Grid, seed: Int) -> [Int16] {
    var numbers = Congruence(seed)
    var samples: [Int16] = []
    samples.reserveCapacity(grid.count)
    func isInside(_ i: Int, _ j: Int, _ k: Int, _ at: Int) -> Bool {
        let x = i * 8 - grid.columns * at
        let y = j * 8 - grid.rows * 4
        let z = k * 8 - grid.slices * 4
        return x * x + y * y + z * z < grid.columns * grid.columns * 4
    }
    for k in 0..<grid.slices {
        for j in 0..<grid.rows {
            for i in 0..<grid.columns {
                let stripes = (i * 3 + j * 5 + k * 7) & 127
                let ball = isInside(i, j, k, 3) || isInside(i, j, k, 5) ? 400 : 0
                samples.append(Int16(stripes + numbers.below(64) - 150 + ball))
            }
        }
    }
    return samples
}

/// A record nobody wrote: mostly well begun, then anything; as in Tests/Fixtures/engine/runners.mjs.
func randomRecord(_ numbers: inout Congruence) -> [Int32] {
    func small() -> Int32 { Int32(numbers.below(40) - 4) }
    func any() -> Int32 { Int32(bitPattern: numbers.next()) }
    let length = numbers.below(30)
    var words: [Int32] = [numbers.below(20) == 0 ? any() : 1]
    words.append(Int32(numbers.below(21)))
    words.append(Int32(numbers.below(3)))
    words.append(Int32(numbers.below(6)))
    words.append(any())
    if numbers.below(3) > 0 { words[4] &= 0x1FF_0033 }
    let isWild = numbers.below(4) == 0
    for _ in 0..<length {
        words.append(isWild ? any() : numbers.below(2) == 0 ? small() : small() * 256)
    }
    return Array(words.prefix(numbers.below(12) == 0 ? numbers.below(words.count + 1) : words.count))
}

/// FNV-1a 64 of the bytes of values, as sixteen hexadecimal digits.
func fingerprint<Element: BitwiseCopyable>(_ values: [Element]) -> String {
    var hash = FNV1a()
    values.withUnsafeBytes { for byte in $0 { hash.add(byte) } }
    return hex(hash.value)
}

func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
