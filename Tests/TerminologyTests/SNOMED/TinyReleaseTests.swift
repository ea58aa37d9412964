import Testing

struct TinyReleaseTests {
    @Test func `its check digits are those of known numbers`() {
        let known: [UInt64] = [
            138_875_005, 116_680_003, 900_000_000_000_003_001, 404_684_003, 900_000_000_000_207_008, 447_562_003,
        ]
        for number in known {
            #expect(TinyRelease.isSound(number))
            #expect(!TinyRelease.isSound(number + 1))
        }
        for (number, _, _, _) in TinyRelease.metadata { #expect(TinyRelease.isSound(number)) }
        #expect(TinyRelease.checked(13_887_500) == 138_875_005)
    }
}
