/// `active = 1`, `active = false`, `active = *`
package enum ActiveFilter: Sendable, Hashable {
    case only(Bool)
    case both

    package func matches(_ isActive: Bool) -> Bool {
        switch self {
        case .only(let wanted): isActive == wanted
        case .both: true
        }
    }
}
