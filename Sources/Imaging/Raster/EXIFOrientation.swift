/// Finds the orientation in the EXIF part of a JPEG file (EXIF 2.3 §4.5.4, §4.6.4).
enum EXIFOrientation {
    /// `segment`: the body of an APP1 segment. Nil if it is no EXIF or says nothing sensible.
    static func read(_ segment: [UInt8]) -> Int? {
        guard segment.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) else { return nil }
        let tiff = segment.dropFirst(6)
        let isBig: Bool
        switch Array(tiff.prefix(4)) {
        case [0x49, 0x49, 42, 0]: isBig = false
        case [0x4D, 0x4D, 0, 42]: isBig = true
        default: return nil
        }
        func number(_ offset: Int, _ length: Int) -> Int? {
            let start = tiff.startIndex + offset
            guard offset >= 0, start + length <= tiff.endIndex else { return nil }
            let bytes = tiff[start..<start + length]
            return isBig ? bytes.big : bytes.little
        }
        guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for entry in 0..<count {
            let offset = directory + 2 + entry * 12
            guard let tag = number(offset, 2) else { return nil }
            // Type 3: a 16-bit number, which stands in the first half of the value field.
            guard tag == 0x0112, number(offset + 2, 2) == 3, let value = number(offset + 8, 2) else { continue }
            return (1...8).contains(value) ? value : nil
        }
        return nil
    }
}
