/// A JSON number, kept as the text it was written with.
package struct JSONNumber: Sendable, Hashable {
    /// The text, valid by RFC 8259 §6.
    package let text: String

    init(validated text: String) { self.text = text }

    package init(_ value: Int) { text = String(value) }

    /// A finite number; JSON has no word for the others, which become 0.
    package init(_ value: Double) {
        // The magnitude, not `abs`, which traps on the smallest integer.
        if let whole = Int(exactly: value), whole.magnitude < 1 << 53 {
            text = String(whole)
        } else {
            text = value.isFinite ? value.description : "0"
        }
    }

    /// The value as an integer, if it is one of 64 bits.
    package var integer: Int? { Int(text) ?? Double(text).flatMap { Int(exactly: $0) } }

    /// The nearest double.
    package var double: Double { Double(text) ?? 0 }
}
