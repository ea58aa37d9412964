/// The SHA-256 of a blob's bytes, by which it is known.
package struct BlobID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package let hex: String

    /// Refuses anything but 64 lower-case hexadecimal digits, so that an id is safe as a part of a path.
    package init?(hex: String) {
        guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (0x30...0x39 ~= $0) || (0x61...0x66 ~= $0) }) else {
            return nil
        }
        self.hex = hex
    }

    init(digest: some Sequence<UInt8>) {
        let digits = Array("0123456789abcdef".utf8)
        hex = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    package var description: String { hex }

    package static func < (left: BlobID, right: BlobID) -> Bool { left.hex < right.hex }
}
