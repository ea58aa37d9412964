/// Damages bytes the ways that files are damaged: bits turned, numbers at their extremes, blocks copied, ends cut.
struct Mutator {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed) }

    mutating func mutate(_ seed: [UInt8]) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2:
                let extremes: [[UInt8]] = [
                    [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFE, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F],
                    [0, 0, 0, 0x80], [1, 0, 0, 0],
                ]
                for (offset, byte) in (extremes.randomElement(using: &generator) ?? []).enumerated()
                where place + offset < bytes.count {
                    bytes[place + offset] = byte
                }
            case 3:
                let end = min(bytes.count, place + Int.random(in: 1...64, using: &generator))
                let target = Int.random(in: 0...bytes.count, using: &generator)
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: target)
            default: if place > 0 { bytes.removeLast(bytes.count - place) }
            }
        }
        return bytes
    }
}
