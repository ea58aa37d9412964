/// What a person is in an organisation.
package enum Role: String, Sendable, CaseIterable {
    case owner
    case administrator
    case manager
    case reviewer
    case annotator
    /// May not sign in; what the person made stays.
    case deactivated

    /// The two letters that clients of Label Studio Enterprise know.
    package var code: String {
        switch self {
        case .owner: "OW"
        case .administrator: "AD"
        case .manager: "MA"
        case .reviewer: "RE"
        case .annotator: "AN"
        case .deactivated: "DI"
        }
    }

    /// Reads the full name or the two letters.
    package init?(name: String) {
        let matches = { (role: Role) in role.rawValue == name.lowercased() || role.code == name.uppercased() }
        guard let role = Role.allCases.first(where: matches) else { return nil }
        self = role
    }

    /// Whether people of this role may do something.
    package func may(_ act: Act) -> Bool {
        switch (self, act) {
        case (.deactivated, _): false
        case (.owner, _): true
        case (.administrator, .nameOwners): false
        case (.administrator, _): true
        case (.manager, .manageProjects), (.manager, .seeAllWork), (.manager, .review), (.manager, .annotate): true
        case (.reviewer, .seeAllWork), (.reviewer, .review), (.reviewer, .annotate): true
        case (.annotator, .annotate): true
        default: false
        }
    }
}
