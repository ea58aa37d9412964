import Testing

@testable import Workspace

@Suite struct RoleTests {
    @Test(arguments: [
        (Role.owner, [Act.nameOwners, .managePeople, .manageProjects, .seeAllWork, .review, .annotate]),
        (.administrator, [.managePeople, .manageProjects, .seeAllWork, .review, .annotate]),
        (.manager, [.manageProjects, .seeAllWork, .review, .annotate]), (.reviewer, [.seeAllWork, .review, .annotate]),
        (.annotator, [.annotate]), (.deactivated, []),
    ])
    func `each role may do just this`(_ role: Role, _ acts: [Act]) {
        #expect(Act.allCases.filter { role.may($0) } == acts)
        #expect(Role(name: role.code) == role)
        #expect(Role(name: role.rawValue.uppercased()) == role)
    }
}
