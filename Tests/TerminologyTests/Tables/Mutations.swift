import Testing

@testable import Terminology

/// Damages the files of a release in many ways; an importer must take or refuse each, with rows in range.
enum Mutations {
    static func check(
        _ files: [String: String], _ importer: any ReleaseImporter.Type, rounds: Int = 300,
        _ change: (inout ReleaseRequest) -> Void = { _ in }
    ) throws {
        var random = Generator(state: 42)
        let names = files.keys.sorted()
        var refused = 0
        for round in 0..<rounds {
            let release = try SampleRelease(files)
            let name = names[Int.random(in: 0..<names.count, using: &random)]
            var bytes = Array((files[name] ?? "").utf8)
            damage(&bytes, round, &random)
            try release.put(name, bytes)
            do {
                for read in try release.read(importer, change) { #expect(read.isSound, "round \(round) of \(name)") }
            } catch let failure as ImportFailure {
                refused += 1
                #expect(!failure.problems.isEmpty && failure.problems.allSatisfy { !$0.reason.isEmpty })
            }
        }
        #expect(refused > 0)
    }

    private static func damage(_ bytes: inout [UInt8], _ round: Int, _ random: inout Generator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch round % 6 {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + 9))
        case 4:
            let marks = Array("\"{}[]:|\t\n\\,<>".utf8)
            bytes[place] = marks[Int.random(in: 0..<marks.count, using: &random)]
        default:
            for _ in 0..<20 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
        }
    }

    /// SplitMix64.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
