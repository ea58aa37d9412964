/// The name of an element: group and number (PS3.5 §7.1).
package struct DICOMTag: Hashable, Comparable, Sendable {
    package let number: UInt32

    package init(_ number: UInt32) { self.number = number }

    package init(group: UInt16, element: UInt16) { number = UInt32(group) << 16 | UInt32(element) }

    /// A tag of eight hexadecimal digits, as the DICOM JSON model writes it.
    package init?(hexadecimal text: some StringProtocol) {
        guard text.utf8.count == 8, let number = UInt32(text, radix: 16) else { return nil }
        self.number = number
    }

    package var group: UInt16 { UInt16(number >> 16) }
    package var element: UInt16 { UInt16(truncatingIfNeeded: number) }

    /// Groups of odd numbers belong to the makers of devices.
    package var isPrivate: Bool { group & 1 == 1 }

    /// An element that reserves a block of private numbers for a maker (PS3.5 §7.8.1).
    package var isPrivateCreator: Bool { isPrivate && (0x10...0xFF).contains(element) }

    /// Eight hexadecimal digits in capitals.
    package var hexadecimal: String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    package static func < (left: DICOMTag, right: DICOMTag) -> Bool { left.number < right.number }
}

extension DICOMTag: CustomStringConvertible {
    package var description: String { "(\(hexadecimal.prefix(4)),\(hexadecimal.suffix(4)))" }
}
