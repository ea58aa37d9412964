/// The concepts of the model that a reader of RF2 must know.
enum SnomedConstants {
    static let root: UInt64 = 138_875_005
    static let isA: UInt64 = 116_680_003

    static let primitive: UInt64 = 900_000_000_000_074_008
    static let defined: UInt64 = 900_000_000_000_073_002

    static let fullySpecifiedName: UInt64 = 900_000_000_000_003_001
    static let synonym: UInt64 = 900_000_000_000_013_009
    static let definition: UInt64 = 900_000_000_000_550_004

    static let caseInsensitive: UInt64 = 900_000_000_000_448_009
    static let caseSensitive: UInt64 = 900_000_000_000_017_005
    static let initialInsensitive: UInt64 = 900_000_000_000_020_002

    static let inferred: UInt64 = 900_000_000_000_011_006
    static let stated: UInt64 = 900_000_000_000_010_007
    static let additional: UInt64 = 900_000_000_000_227_009
    static let qualifying: UInt64 = 900_000_000_000_225_001
    static let some: UInt64 = 900_000_000_000_451_002
    static let all: UInt64 = 900_000_000_000_452_009

    static let preferred: UInt64 = 900_000_000_000_548_007
    static let acceptable: UInt64 = 900_000_000_000_549_004

    static let international: UInt64 = 900_000_000_000_207_008
    static let model: UInt64 = 900_000_000_000_012_004
    static let american: UInt64 = 900_000_000_000_509_007
    static let british: UInt64 = 900_000_000_000_508_004
}
