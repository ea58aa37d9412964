import Testing

@testable import Terminology

struct SnomedIdentifierTests {
    @Test func `check digits are those of the definition, at every length`() {
        var random = SeededGenerator(seed: 1)
        for digits in 6...18 {
            for _ in 0..<200 {
                let first = UInt64.random(in: 1...9, using: &random)
                var number = first
                for _ in 1..<digits { number = number * 10 + UInt64.random(in: 0...9, using: &random) }
                let right = TinyRelease.checked(number / 10)
                for candidate in [number, right] {
                    let isSound = TinyRelease.isSound(candidate)
                    let isIdentifier = SnomedIdentifier.component(of: candidate) != nil
                    #expect(SnomedIdentifier.isSound(candidate) == (isSound && isIdentifier))
                    let checked = Array(String(candidate).utf8).withUnsafeBufferPointer { bytes in
                        bytes.baseAddress.map {
                            SnomedIdentifier.isChecked(RF2Field(start: $0, count: bytes.count), SnomedIdentifier.tables)
                        }
                    }
                    #expect(checked == isSound)
                }
            }
        }
    }

    @Test(
        arguments: [
            (138_875_005, .concept), (900_000_000_000_003_001, .concept), (10_435_459_999_998_119, .description),
            (27_827_859_999_998_123, .relationship), (0, nil), (99_999, nil), (12_345_149, nil),
            (1_234_567_890_113, .description),
        ] as [(UInt64, SnomedIdentifier.Component?)])
    func `the partition says what a number names`(number: UInt64, component: SnomedIdentifier.Component?) {
        #expect(SnomedIdentifier.component(of: number) == component)
    }
}
