import Testing

@testable import Imaging

/// The examples of PS3.5 annexes H to K, and what real files do with them.
@Suite struct DICOMTextTests {
    private func text(_ terms: [String], _ bytes: [UInt8], isName: Bool = true) -> String {
        bytes.withUnsafeBytes { DICOMCharacterSet(terms: terms).text($0, isName: isName) }
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `Japanese names switch sets by escape sequences`() {
        let kanji: [UInt8] = [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, 0x5E]
        let given: [UInt8] = [0x1B, 0x24, 0x42, 0x42, 0x40, 0x4F, 0x3A, 0x1B, 0x28, 0x42]
        #expect(text(["", "ISO 2022 IR 87"], bytes("Yamada^Tarou=") + kanji + given) == "Yamada^Tarou=山田^太郎")
        // JIS X 0201: half-width katakana in the upper half.
        #expect(text(["ISO_IR 13"], [0xD4, 0xCF, 0xC0, 0xDE, 0x5E, 0xC0, 0xDB, 0xB3]) == "ﾔﾏﾀﾞ^ﾀﾛｳ")
    }

    @Test func `a backslash inside a two-byte character divides nothing`() {
        // 構 is 39 3D and 表 is 49 3D in JIS X 0208; 十 is 3D 3D, ソ is 25 3D: the bytes of delimiters in ASCII.
        let raw: [UInt8] = [0x1B, 0x24, 0x42, 0x25, 0x3D, 0x49, 0x3D, 0x1B, 0x28, 0x42]
        #expect(text(["", "ISO 2022 IR 87"], raw) == "ソ表")
    }

    @Test func `Korean names are called again behind each delimiter, or not`() {
        let call: [UInt8] = [0x1B, 0x24, 0x29, 0x43]
        let family: [UInt8] = [0xB1, 0xE8]
        let given: [UInt8] = [0xC8, 0xF1, 0xC1, 0xDF]
        #expect(
            text(["", "ISO 2022 IR 149"], bytes("Hong=") + call + family + bytes("^") + call + given) == "Hong=김^희중")
        #expect(text(["", "ISO 2022 IR 149"], call + family + bytes("^") + given) == "김^희중")
        #expect(text(["ISO 2022 IR 149"], family) == "김")
    }

    @Test func `Chinese names in GB 18030, GBK and GB 2312`() {
        #expect(text(["GB18030"], bytes("Wang=") + [0xCD, 0xF5, 0x5E, 0xD0, 0xA1, 0xB6, 0xAB]) == "Wang=王^小东")
        #expect(text(["GBK"], [0x81, 0x40]) == "丂")
        #expect(text(["", "ISO 2022 IR 58"], [0x1B, 0x24, 0x29, 0x41, 0xCD, 0xF5]) == "王")
        // Four bytes: inside the basic plane and beyond it.
        #expect(text(["GB18030"], [0x81, 0x30, 0x81, 0x30]) == "\u{80}")
        #expect(text(["GB18030"], [0x90, 0x30, 0x81, 0x30]) == "\u{10000}")
        #expect(text(["GB18030"], [0xE3, 0x32, 0x9A, 0x35]) == "\u{10FFFF}")
        #expect(text(["GB18030"], [0x82, 0x35, 0x8F, 0x33]) == "\u{9FA6}")
    }

    @Test func `single bytes follow their part of ISO 8859`() {
        #expect(text(["ISO_IR 100"], [0x42, 0x75, 0x63, 0xE9]) == "Bucé")
        #expect(text(["ISO_IR 144"], [0xBB, 0xEE, 0xDA]) == "Люк")
        #expect(text(["ISO_IR 126"], [0xC4, 0xE9, 0xEF]) == "Διο")
        #expect(text(["ISO_IR 127"], [0xE2]) == "\u{0642}")
        #expect(text(["ISO_IR 138"], [0xF9]) == "ש")
        #expect(text(["ISO_IR 101"], [0xA3]) == "Ł")
        #expect(text(["ISO_IR 148"], [0xFD]) == "ı")
        #expect(text(["ISO_IR 166"], [0xA1]) == "ก")
        #expect(text(["ISO 2022 IR 6", "ISO 2022 IR 144"], [0x1B, 0x2D, 0x4C, 0xBB]) == "Л")
    }

    @Test func `UTF-8 is read, also where nobody declared it`() {
        #expect(text(["ISO_IR 192"], bytes("Wáng=王")) == "Wáng=王")
        #expect(text([], bytes("Müller")) == "Müller")
        #expect(text([], [0x4D, 0xFC, 0x6C]) == "Mül")
    }

    @Test func `no bytes under any term stop the reader`() {
        var generator = SeededGenerator(11)
        let terms = ["", "ISO_IR 192", "GB18030", "ISO 2022 IR 87", "ISO 2022 IR 149", "ISO_IR 13", "ISO_IR 166", "x"]
        for _ in 0..<20_000 {
            let raw = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                // Escapes and their companions more often than chance.
                [0x1B, 0x24, 0x28, 0x29, 0x42, 0x44, UInt8.random(in: 0...255, using: &generator)]
                    .randomElement(using: &generator) ?? 0
            }
            let chosen = (0..<2).map { _ in terms.randomElement(using: &generator) ?? "" }
            _ = text(chosen, raw)
        }
    }
}
