/// Damages bytes: bits turned, bytes at their extremes, blocks copied, ends cut.
struct ByteMutator {
    private var generator: SeededNumbers

    init(seed: UInt64) { generator = SeededNumbers(seed) }

    mutating func mutate(_ seed: [UInt8]) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1, 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3: bytes[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF].randomElement(using: &generator) ?? 0
            case 4:
                let end = min(bytes.count, place + Int.random(in: 1...32, using: &generator))
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            default: if place > bytes.count / 2 { bytes.removeLast(bytes.count - place) }
            }
        }
        return bytes
    }
}
