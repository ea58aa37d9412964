import ArgumentParser
import Server
import Workspace

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Manages people.",
        subcommands: [Create.self, List.self, SetRole.self, ResetPassword.self, Deactivate.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes an account and prints its password once.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The e-mail address.") var email: String
        @Option(help: "owner, administrator, manager, reviewer or annotator.") var role = "annotator"
        @Option(help: "The first name.") var firstName = ""
        @Option(help: "The last name.") var lastName = ""
        @Flag(help: "Read the password from standard input instead of making one up.") var passwordFromInput = false

        func run() async throws {
            let role = try self.role.asRole()
            try await store.asOwner { services, owner in
                let password = try newPassword(isRead: passwordFromInput)
                let account = NewAccount(email: email, password: password, firstName: firstName, lastName: lastName)
                let person = try await services.people.create(account, role: role, by: owner)
                print("\(person.id)\t\(person.email)\t\(person.role.rawValue)")
                if !passwordFromInput { print("password\t\(password)") }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists everybody: id, address, role, last activity.")

        @OptionGroup var store: StoreOptions

        func run() async throws {
            try await store.asOwner { services, owner in
                for person in try await services.people.people(of: owner) {
                    print(
                        "\(person.id)\t\(person.email)\t\(person.role.rawValue)\t\(ISOTime.text(person.lastActivity))"
                    )
                }
            }
        }
    }

    struct SetRole: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives a person another role.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The e-mail address.") var email: String
        @Argument(help: "owner, administrator, manager, reviewer or annotator.") var role: String

        func run() async throws {
            let role = try self.role.asRole()
            try await store.asOwner { services, owner in
                let person = try await services.people.find(email: email, for: owner)
                _ = try await services.people.setRole(role, of: person.id, by: owner)
            }
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a person a new password, prints it once and ends their sessions."
        )

        @OptionGroup var store: StoreOptions
        @Argument(help: "The e-mail address.") var email: String
        @Flag(help: "Read the password from standard input instead of making one up.") var passwordFromInput = false

        func run() async throws {
            try await store.asOwner { services, owner in
                let person = try await services.people.find(email: email, for: owner)
                let password = try newPassword(isRead: passwordFromInput)
                try await services.people.resetPassword(password, of: person.id, by: owner)
                if !passwordFromInput { print("password\t\(password)") }
            }
        }
    }

    struct Deactivate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a person's sessions and tokens for good; what they made stays."
        )

        @OptionGroup var store: StoreOptions
        @Argument(help: "The e-mail address.") var email: String

        func run() async throws {
            try await store.asOwner { services, owner in
                let person = try await services.people.find(email: email, for: owner)
                _ = try await services.people.setRole(.deactivated, of: person.id, by: owner)
            }
        }
    }
}

extension String {
    fileprivate func asRole() throws -> Role {
        guard let role = Role(name: self), role != .deactivated else {
            throw ValidationError("“\(self)” is no role: owner, administrator, manager, reviewer, annotator.")
        }
        return role
    }
}

private func newPassword(isRead: Bool) throws -> String {
    guard isRead else { return FirstStart.generatedPassword() }
    guard let line = readLine(), !line.isEmpty else { throw ValidationError("There is no password on standard input.") }
    return line
}
