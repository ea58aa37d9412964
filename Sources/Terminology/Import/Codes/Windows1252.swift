/// The encoding of files that were made on Windows and say nothing of their encoding.
enum Windows1252 {
    /// The text of bytes that are UTF-8 or, failing that, Windows-1252; nil where they hold control characters or the
    /// five bytes that Windows-1252 does not define.
    static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        if let text = bytes.text { return text }
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            switch byte {
            case 0x09, 0x20..<0x7F: scalars.append(Unicode.Scalar(byte))
            case 0x80..<0xA0:
                guard let scalar = Unicode.Scalar(upper[Int(byte) - 0x80]) else { return nil }
                guard scalar.value != 0 else { return nil }
                scalars.append(scalar)
            case 0xA0...: scalars.append(Unicode.Scalar(byte))
            default: return nil
            }
        }
        return String(scalars)
    }

    /// What 0x80 to 0x9F mean; 0 where nothing.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
