/// Writes capital letters into a picture, so that a synthetic one says so wherever it is shown.
enum PixelWord {
    /// Five columns by seven rows a letter; a bit a pixel, the leftmost highest.
    private static let letters: [Character: [UInt8]] = [
        "S": [0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E], "Y": [0x11, 0x11, 0x0A, 0x04, 0x04, 0x04, 0x04],
        "N": [0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11], "T": [0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04],
        "H": [0x11, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11], "E": [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
        "I": [0x0E, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0E], "C": [0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E],
    ]

    static func draw(_ word: String, scale: Int, atX left: Int, y top: Int, on picture: inout GrayPicture) {
        for (index, letter) in word.enumerated() {
            for (row, bits) in (letters[letter] ?? []).enumerated() {
                for column in 0..<5 where bits >> (4 - column) & 1 == 1 {
                    for dy in 0..<scale {
                        for dx in 0..<scale {
                            picture[left + (index * 6 + column) * scale + dx, top + row * scale + dy] = 225
                        }
                    }
                }
            }
        }
    }
}
