import Foundation
package import Workspace

/// What happens once, on an empty store: an owner from the settings, or one with a made-up password.
package struct FirstStart: Sendable {
    /// What the operator named, from the environment.
    package struct Owner: Sendable {
        package var email: String?
        package var password: String?
        package var token: String?

        package init(email: String? = nil, password: String? = nil, token: String? = nil) {
            self.email = email
            self.password = password
            self.token = token
        }
    }

    /// What the operator must be told, once.
    package enum Notice: Sendable, Equatable {
        /// Somebody has an account already.
        case none
        /// The owner the operator named was made.
        case named(email: String)
        /// An owner was made with this password.
        case generated(email: String, password: String)
        /// The browser asks for this code.
        case code(String)
    }

    private static let defaultEmail = "owner@localhost"

    /// Makes the first owner where there is none.
    ///
    /// - Parameter hasDemo: whether demo projects are made too; without them an owner whom nobody named is made in the
    ///   browser, by the set-up code.
    package static func run(_ services: Services, hasDemo: Bool) async throws -> Notice {
        guard try await services.people.needsOwner() else { return .none }
        if services.owner.email == nil && !hasDemo { return .code(services.setUpCode.text) }
        let (member, notice) = try await makeOwner(services)
        if hasDemo { try await Demo(services.work).make(by: member, isStarting: true) }
        return notice
    }

    /// Makes the owner the operator named, or one with a made-up password; on a store without one.
    package static func makeOwner(_ services: Services) async throws -> (Member, Notice) {
        let owner = services.owner
        let email = owner.email ?? defaultEmail
        let password = owner.password ?? generatedPassword()
        let member = try await services.people.setUp(
            NewAccount(email: email, password: password), legacyToken: owner.token, origin: Origin(.commandLine)
        )
        return (member, owner.password == nil ? .generated(email: email, password: password) : .named(email: email))
    }

    /// Twenty letters of which no two look alike: 96 bits.
    package static func generatedPassword() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in
            String((0..<5).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
        }
        return groups.joined(separator: "-")
    }
}
