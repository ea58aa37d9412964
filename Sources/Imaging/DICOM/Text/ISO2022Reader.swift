/// Reads text whose sets are switched by escape sequences (PS3.5 §6.1.2.4, ISO/IEC 2022).
struct ISO2022Reader {
    private let initialUpper: CodeSet?
    private let doubles: [CodeSet]
    private let isName: Bool
    /// The sets that bytes below and above 80 stand for.
    private var lower = CodeSet.ascii
    private var upper: CodeSet?
    private var output = String.UnicodeScalarView()

    init(upper: CodeSet?, doubles: [CodeSet], isName: Bool) {
        initialUpper = upper
        self.upper = upper
        self.doubles = doubles
        self.isName = isName
    }

    mutating func text(_ raw: UnsafeRawBufferPointer) -> String {
        var index = 0
        while index < raw.count { index += step(raw, index) }
        return String(output)
    }

    /// Reads what begins at `index` and answers its length.
    private mutating func step(_ raw: UnsafeRawBufferPointer, _ index: Int) -> Int {
        let byte = raw[index]
        if byte == 0x1B {
            let length = escape(raw, index)
            if length > 0 { return length }
        }
        if byte <= 0x20 || byte == 0x7F || lower == .ascii && byte < 0x80 {
            output.append(Unicode.Scalar(byte))
            if isDelimiter(byte) {
                lower = .ascii
                upper = initialUpper
            }
            return 1
        }
        let set = byte < 0x80 ? lower : upper ?? guess(raw, index)
        if set.isDouble {
            if index + 1 < raw.count, let character = set.character(byte, raw[index + 1]) {
                output.append(character)
                return 2
            }
            output.append("\u{FFFD}")
            return 1
        }
        output.append(set.character(byte) ?? "\u{FFFD}")
        return 1
    }

    /// Behind these the first set is in force again (PS3.5 §6.1.2.5.3).
    private func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x5C: true
        case 0x5E, 0x3D: isName
        default: false
        }
    }

    /// The set meant by an upper byte when none was called.
    private func guess(_ raw: UnsafeRawBufferPointer, _ index: Int) -> CodeSet {
        guard index + 1 < raw.count else { return .latin1 }
        let candidates = doubles.filter { $0 == .ksX1001 || $0 == .gb2312 }
        return candidates.first { $0.character(raw[index], raw[index + 1]) != nil } ?? .latin1
    }

    /// Obeys an escape sequence and answers its length, 0 if it is none that DICOM knows.
    private mutating func escape(_ raw: UnsafeRawBufferPointer, _ index: Int) -> Int {
        guard index + 2 < raw.count else { return 0 }
        switch (raw[index + 1], raw[index + 2]) {
        case (0x28, 0x42), (0x28, 0x4A): lower = .ascii
        case (0x29, 0x49): upper = .katakana
        case (0x24, 0x40), (0x24, 0x42): lower = .jisX0208
        case (0x2D, let final):
            guard let set = Self.single(final) else { return 0 }
            upper = set
        case (0x24, let middle) where index + 3 < raw.count:
            switch (middle, raw[index + 3]) {
            case (0x28, 0x44): lower = .jisX0212
            case (0x29, 0x43): upper = .ksX1001
            case (0x29, 0x41): upper = .gb2312
            default: return 0
            }
            return 4
        default: return 0
        }
        return 3
    }

    private static func single(_ final: UInt8) -> CodeSet? {
        switch final {
        case 0x41: .latin1
        case 0x42: .latin2
        case 0x43: .latin3
        case 0x44: .latin4
        case 0x46: .greek
        case 0x47: .arabic
        case 0x48: .hebrew
        case 0x4C: .cyrillic
        case 0x4D: .latin5
        case 0x54: .thai
        case 0x62: .latin9
        default: nil
        }
    }
}
