/// What an element holds.
package enum DICOMValue: Hashable, Sendable {
    /// Characters; several values are several texts.
    case texts([String])
    case integers([Int])
    case decimals([Double])
    case tags([DICOMTag])
    case bytes([UInt8])
    case items([DICOMItem])

    /// An element that is there and says nothing (type 2 of PS3.5 §7.4.3).
    package static let empty = DICOMValue.texts([])

    package static func text(_ text: String) -> DICOMValue { .texts([text]) }
    package static func integer(_ number: Int) -> DICOMValue { .integers([number]) }
    package static func decimal(_ number: Double) -> DICOMValue { .decimals([number]) }
    package static func item(_ item: DICOMItem) -> DICOMValue { .items([item]) }
}

extension DICOMValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    package init(stringLiteral value: String) { self = .texts([value]) }
    package init(integerLiteral value: Int) { self = .integers([value]) }
    package init(floatLiteral value: Double) { self = .decimals([value]) }
}
