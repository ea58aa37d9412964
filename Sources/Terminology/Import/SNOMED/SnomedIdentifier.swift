/// What is known of a SNOMED CT identifier from its digits alone: item, partition and check digit
/// (Release File Specification, “SNOMED CT identifier”).
package enum SnomedIdentifier {
    /// What a component is, by the second digit of the partition.
    package enum Component: UInt8, Sendable {
        case concept = 0
        case description = 1
        case relationship = 2
    }

    /// Whether a number is an identifier with the right check digit.
    package static func isSound(_ number: UInt64) -> Bool {
        guard component(of: number) != nil else { return false }
        var check = 0
        var rest = number
        var place = 0
        while rest > 0 {
            check = product[check << 4 | permuted(Int(rest % 10), place)]
            rest /= 10
            place += 1
        }
        return check == 0
    }

    /// What a number names; nil where it is no identifier.
    package static func component(of number: UInt64) -> Component? {
        // 6…18 digits; those with a namespace have at least eleven.
        guard number >= 100_000, number < 1_000_000_000_000_000_000 else { return nil }
        let partition = number / 10 % 100
        guard partition < 10 || partition < 20 && number >= 10_000_000_000 else { return nil }
        return Component(rawValue: UInt8(partition % 10))
    }

    /// Whether the check digit of a field that holds digits only is right.
    @inline(__always)
    static func isChecked(_ field: RF2Field, _ tables: UnsafePointer<UInt8>) -> Bool {
        // Two digits at a time: the group is associative, so the product of a pair can be looked up beforehand.
        var check = 0
        var left = field.count
        var pairs = 0
        while left >= 2 {
            let pair = Int(field.start[left - 1] & 15) << 4 | Int(field.start[left - 2] & 15)
            check = Int(tables[check << 4 | Int(tables[256 + (pairs & 3) << 8 + pair])])
            left -= 2
            pairs += 1
        }
        if left == 1 {
            // A last digit alone: together with the one digit that its neighbour permutes to nothing.
            let neutral = Int(tables[256 + 1024 + (pairs & 3)])
            check = Int(
                tables[check << 4 | Int(tables[256 + (pairs & 3) << 8 + Int(field.start[0] & 15) << 4 + neutral])])
        }
        return check == 0
    }

    /// For `isChecked`: 256 products, then for each of four pairs of places 256 products of what the digits become there, then the
    /// digit of the left place of each pair that becomes 0. Never freed.
    nonisolated(unsafe) static let tables: UnsafePointer<UInt8> = {
        // Written once, before anybody sees it.
        let tables = UnsafeMutablePointer<UInt8>.allocate(capacity: 256 + 1024 + 4)
        tables.initialize(repeating: 0, count: 256 + 1024 + 4)
        for left in 0..<10 {
            for right in 0..<10 {
                tables[left << 4 | right] = UInt8(product[left << 4 | right])
                for pair in 0..<4 {
                    let both = product[permuted(left, pair * 2) << 4 | permuted(right, pair * 2 + 1)]
                    tables[256 + pair << 8 + left << 4 + right] = UInt8(both)
                    if permuted(right, pair * 2 + 1) == 0 { tables[256 + 1024 + pair] = UInt8(right) }
                }
            }
        }
        return UnsafePointer(tables)
    }()

    /// What a digit becomes at a place, counted from the right (Verhoeff 1969).
    private static func permuted(_ digit: Int, _ place: Int) -> Int {
        var digit = digit
        for _ in 0..<place % 8 { digit = permutation[digit] }
        return digit
    }

    private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

    /// The multiplication of the symmetries of a pentagon: 0…4 turn it, 5…9 mirror it.
    private static let product: [Int] = (0..<256).map { index in
        let (left, right) = (index >> 4, index & 15)
        guard left < 10, right < 10 else { return 0 }
        return switch (left < 5, right < 5) {
        case (true, true): (left + right) % 5
        case (true, false): (left + right) % 5 + 5
        case (false, true): (left - right) % 5 + 5
        case (false, false): (left - right + 5) % 5
        }
    }
}
