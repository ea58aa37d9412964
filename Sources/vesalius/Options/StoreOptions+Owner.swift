import Server
import Workspace

extension StoreOptions {
    /// Opens the store and acts as its first owner: whoever can read the folder owns what is in it.
    func asOwner(_ act: (Services, Member) async throws -> Void) async throws {
        try await Failure.explained {
            let assembly = try await open()
            do {
                let owner = try await assembly.services.people.owner(origin: Origin(.commandLine))
                try await act(assembly.services, owner)
            } catch {
                await assembly.close()
                throw error
            }
            await assembly.close()
        }
    }
}
