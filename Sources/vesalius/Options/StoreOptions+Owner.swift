import ArgumentParser
import Server
import Workspace

extension StoreOptions {
    /// Opens the store and acts as its first owner: whoever can read the folder owns what is in it.
    func asOwner(_ act: (Services, Member) async throws -> Void) async throws {
        let assembly = try await open()
        do {
            let owner = try await assembly.services.people.owner(origin: Origin(.commandLine))
            try await act(assembly.services, owner)
        } catch let error as any DomainError {
            await assembly.close()
            throw ValidationError(error.refusal.sentence)
        } catch {
            await assembly.close()
            throw error
        }
        await assembly.close()
    }
}

extension Refusal {
    /// The refusal for a person at a terminal.
    var sentence: String {
        let lines = faults.map { "\($0.field): \($0.messages.joined(separator: " "))" }
        return lines.isEmpty ? detail : lines.joined(separator: "\n")
    }
}
