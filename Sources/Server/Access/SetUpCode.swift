import Workspace

/// What the program prints at its start so that only its operator can become the first owner.
package struct SetUpCode: Sendable, Equatable {
    /// Eight letters and digits that look unlike each other: 40 bits, behind one try at a time of a running program.
    package let text: String

    package init() {
        let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
        let letters = Secret.bytes(8).map { alphabet[Int($0) % alphabet.count] }
        text = String(letters.prefix(4)) + "-" + String(letters.suffix(4))
    }

    package init(_ text: String) { self.text = text }

    func matches(_ given: String) -> Bool {
        let plain = { (text: String) in Array(text.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 > 32 }) }
        return Secret.equal(plain(given), plain(text))
    }
}
