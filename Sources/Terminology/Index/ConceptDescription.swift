/// A name of a concept with all that is known of it.
package struct ConceptDescription: Sendable, Hashable {
    package var text: String
    package var kind: DescriptionKind
    package var isActive: Bool
    /// BCP 47.
    package var language: String
    /// Two bits for each dialect of the index, the first lowest: 0 not in it, 1 acceptable, 2 preferred.
    package var acceptability: UInt16
    /// The system's own number of it, 0 where it has none.
    package var id: UInt64
    /// The code of the module it belongs to, empty where there is none.
    package var module: String
    /// YYYYMMDD, 0 where unknown.
    package var effectiveTime: UInt32
    /// 0 unknown, 1 case insensitive, 2 initial character insensitive, 3 sensitive.
    package var caseSignificance: UInt8

    /// How a dialect takes it: nil where it is not in it.
    package func acceptability(dialect: Int) -> Acceptability? {
        dialect < 8 ? Acceptability(rawValue: UInt8(acceptability >> UInt16(dialect * 2) & 3)) : nil
    }

    /// Whether a name is the one of a dialect or another that may be used.
    package enum Acceptability: UInt8, Sendable {
        case acceptable = 1
        case preferred = 2
    }
}
