/// GB 18030, of which GBK and GB 2312 are parts.
enum GB18030 {
    /// The character of two bytes.
    static func character(_ first: UInt8, _ second: UInt8) -> Unicode.Scalar? {
        guard (0x81...0xFE).contains(first), (0x40...0xFE).contains(second), second != 0x7F else { return nil }
        let column = Int(second) - (second < 0x7F ? 0x40 : 0x41)
        return CharacterTables.gb18030[(Int(first) - 0x81) * 2 + column / 95, column % 95]
    }

    /// The character of four bytes.
    static func character(_ bytes: (UInt8, UInt8, UInt8, UInt8)) -> Unicode.Scalar? {
        guard (0x81...0xFE).contains(bytes.0), (0x30...0x39).contains(bytes.1), (0x81...0xFE).contains(bytes.2),
            (0x30...0x39).contains(bytes.3)
        else { return nil }
        let index =
            ((Int(bytes.0) - 0x81) * 10 + Int(bytes.1) - 0x30) * 1260 + (Int(bytes.2) - 0x81) * 10 + Int(bytes.3) - 0x30
        // 90 30 81 30 is U+10000, and so on without a gap.
        if index >= 189_000 { return Unicode.Scalar(UInt32(index - 189_000 + 0x10000)) }
        return index < quadruples.count ? Unicode.Scalar(quadruples[index]) : nil
    }

    /// The characters of the basic plane that have no two bytes, in their order.
    private static let quadruples: [UInt16] = {
        let doubles = CharacterTables.gb18030.characters
        return (UInt16(0x80)...0xFFFF).filter { !(0xD800...0xDFFF).contains($0) && !doubles.contains($0) }
    }()
}
