/// Unique identifiers (PS3.5 §9).
package enum DICOMUID {
    /// Whether a text may be a UID: numbers between dots, 64 characters at most. Leading zeros, which the standard forbids
    /// and devices write, are let pass.
    package static func isValid(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count) else { return false }
        return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    /// A UID made of the 16 bytes of a UUID (PS3.5 §B.2).
    package static func make(from bytes: [UInt8]) -> String {
        // Division of the 128-bit number by ten, digit by digit.
        var number = Array(bytes.prefix(16))
        var digits: [UInt8] = []
        while number.contains(where: { $0 != 0 }) {
            var remainder = 0
            for index in number.indices {
                let value = remainder << 8 | Int(number[index])
                number[index] = UInt8(value / 10)
                remainder = value % 10
            }
            digits.append(UInt8(remainder) + 0x30)
        }
        return "2.25." + (digits.isEmpty ? "0" : String(decoding: digits.reversed(), as: UTF8.self))
    }

    /// A new UID from 16 random bytes.
    package static func random(using generator: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        // The marks of a random UUID (RFC 9562 §5.4).
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return make(from: bytes)
    }

    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }
}
