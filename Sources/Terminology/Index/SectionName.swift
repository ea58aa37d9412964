/// The name of a section of an index file: up to eight ASCII characters, so that a dump of the table can be read.
package struct SectionName: Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// - Parameter name: longer names are cut after eight characters.
    package init(_ name: StaticString) {
        rawValue = name.withUTF8Buffer { bytes in
            bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}

extension SectionName: ExpressibleByStringLiteral {
    package init(stringLiteral name: StaticString) { self.init(name) }
}

extension SectionName: CustomStringConvertible {
    package var description: String {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: rawValue >> UInt64($0 * 8)) }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
