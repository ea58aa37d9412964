import Foundation

/// An address of the internet protocol, to judge where a request may go.
struct InternetAddress: Equatable, Sendable {
    /// Sixteen bytes; those of version 4 stand in their mapped form, `::ffff:a.b.c.d`.
    let bytes: [UInt8]

    /// Reads `192.0.2.1` or `2001:db8::1`, also with a zone.
    init?(_ text: String) {
        let plain = text.split(separator: "%", maxSplits: 1).first.map(String.init) ?? ""
        var four = [UInt8](repeating: 0, count: 4)
        var sixteen = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, plain, &four) == 1 {
            bytes = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + four
        } else if inet_pton(AF_INET6, plain, &sixteen) == 1 {
            bytes = sixteen
        } else {
            return nil
        }
    }

    /// Where an address lies.
    enum Realm: Equatable, Sendable {
        case open
        /// Loopback and private networks, where an operator's own servers stand.
        case near
        /// Link-local (cloud metadata), multicast, reserved: no server that somebody may ask us to call.
        case forbidden
    }

    var realm: Realm {
        if let inner = embedded { return Self.realm(of: inner, prefix: 4, Self.version4) }
        return Self.realm(of: bytes, prefix: 16, Self.version6)
    }

    /// The version 4 address inside a mapped, translated or 6to4 one.
    private var embedded: [UInt8]? {
        if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) { return Array(bytes[12...]) }
        // 64:ff9b::/96, RFC 6052
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return Array(bytes[12...]) }
        // 2002::/16, RFC 3056
        if bytes.starts(with: [0x20, 0x02]) { return Array(bytes[2..<6]) }
        return nil
    }

    /// The special-purpose registries of IANA (RFC 6890), first match counts.
    private static let version4: [(bytes: [UInt8], bits: Int, realm: Realm)] = [
        ([127], 8, .near), ([10], 8, .near), ([172, 16], 12, .near), ([192, 168], 16, .near), ([100, 64], 10, .near),
        ([0], 8, .forbidden), ([169, 254], 16, .forbidden), ([192, 0, 0], 24, .forbidden),
        ([192, 0, 2], 24, .forbidden), ([192, 31, 196], 24, .forbidden), ([192, 52, 193], 24, .forbidden),
        ([192, 88, 99], 24, .forbidden), ([192, 175, 48], 24, .forbidden), ([198, 18], 15, .forbidden),
        ([198, 51, 100], 24, .forbidden), ([203, 0, 113], 24, .forbidden), ([224], 4, .forbidden),
        ([240], 4, .forbidden),
    ]

    private static let version6: [(bytes: [UInt8], bits: Int, realm: Realm)] = [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128, .near), ([0xFC], 7, .near),
        ([0, 0, 0, 0, 0, 0, 0, 0], 64, .forbidden), ([0, 0x64, 0xFF, 0x9B], 32, .forbidden),
        ([0x01, 0x00, 0, 0, 0, 0, 0, 0], 64, .forbidden), ([0x20, 0x01, 0x00], 23, .forbidden),
        ([0x20, 0x01, 0x0D, 0xB8], 32, .forbidden), ([0x3F, 0xFF, 0x00], 20, .forbidden),
        ([0x5F, 0x00], 16, .forbidden), ([0xFE, 0x80], 10, .forbidden), ([0xFE, 0xC0], 10, .forbidden),
        ([0xFF], 8, .forbidden),
    ]

    private static func realm(
        of bytes: [UInt8], prefix: Int, _ table: [(bytes: [UInt8], bits: Int, realm: Realm)]
    ) -> Realm {
        table.first { entry in
            let whole = entry.bits / 8
            guard bytes.prefix(whole).elementsEqual(entry.bytes.prefix(whole)) else { return false }
            let rest = entry.bits % 8
            if rest == 0 { return true }
            let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - rest))
            return bytes[whole] & mask == entry.bytes[whole] & mask
        }?.realm ?? .open
    }
}
