import Crypto
import Foundation

/// Random secrets and what is kept of them.
package enum Secret {
    /// So many random bytes from the system's generator.
    package static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// A random text of 256 bits in URL-safe letters.
    package static func text() -> String { base64URL(bytes(32)) }

    /// A random text of 160 bits in hexadecimal, the form of Label Studio's legacy token.
    package static func hex() -> String { hexadecimal(bytes(20)) }

    /// What is stored of a secret. It has 160 bits or more, so a fast hash is enough.
    package static func digest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

    /// Compares without telling by the time how much was equal.
    package static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Base 64 in URL-safe letters without padding (RFC 4648 §5).
    package static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap {
                switch $0 {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: $0
                }
            }
        )
    }

    /// Reads base 64 in URL-safe letters without padding.
    package static func bytes(base64URL text: some StringProtocol) -> [UInt8]? {
        let standard = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard + padding).map { Array($0) }
    }

    package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
