/// Rules of SNOMED CT identifiers (SNOMED CT Release File Specification, SCTID).
package enum SnomedIdentifier {
    /// Fewest and most digits.
    package static let lengths = 6...18

    /// Whether the last digit is the Verhoeff check digit of the others.
    /// - Parameter digits: ASCII digits.
    package static func hasCheckDigit(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        var check = 0
        for (place, byte) in digits.reversed().enumerated() {
            guard byte &- 48 < 10 else { return false }
            check = product[check * 10 + permutation[place % 8 * 10 + Int(byte - 48)]]
        }
        return check == 0
    }

    /// The dihedral group of order ten.
    private static let product: [Int] = (0..<10).flatMap { left in
        (0..<10).map { right in
            switch (left < 5, right < 5) {
            case (true, true): (left + right) % 5
            case (true, false): (left + right) % 5 + 5
            case (false, true): (left - right + 5) % 5 + 5
            case (false, false): (left - right + 5) % 5
            }
        }
    }

    /// The permutation of each place: powers of the first.
    private static let permutation: [Int] = {
        let first = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
        var rows = [Array(0..<10)]
        for place in 1..<8 { rows.append(rows[place - 1].map { first[$0] }) }
        return rows.flatMap { $0 }
    }()
}
