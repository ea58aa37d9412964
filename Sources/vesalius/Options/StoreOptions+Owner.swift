import Server
import Workspace

extension StoreOptions {
    /// Opens the store and acts as its first owner: whoever can read the folder owns what is in it.
    ///
    /// - Parameter makingOne: an empty store gets its owner first, as if the server had been started.
    func asOwner(makingOne: Bool = false, _ act: (Services, Member) async throws -> Void) async throws {
        try await Failure.explained {
            let assembly = try await open()
            do {
                if makingOne, try await assembly.services.people.needsOwner() {
                    Greeting.tell(try await FirstStart.makeOwner(assembly.services).1)
                }
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
