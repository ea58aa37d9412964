/// The codes of a release by row: numbers where all are numbers without leading zeros (SNOMED CT), else texts.
package enum CodeColumn: Sendable {
    case numbers([UInt64])
    case texts(TextColumn)

    package var count: Int {
        switch self {
        case .numbers(let numbers): numbers.count
        case .texts(let texts): texts.count
        }
    }
}
