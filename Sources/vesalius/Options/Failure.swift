import Server
import Storage
import Workspace

/// Why a command could not do what it was asked to, for a person at a terminal.
struct Failure: Error, CustomStringConvertible {
    let description: String

    /// Runs a command's work and says in words what went wrong in it.
    static func explained<T>(_ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let error as any DomainError {
            throw Failure(error.refusal)
        } catch let error as StorageError {
            throw Failure(error)
        }
    }

    private init(_ refusal: Refusal) {
        let lines = refusal.faults.map { fault in
            let messages = fault.messages.joined(separator: " ")
            return fault.field == "non_field_errors" ? messages : "\(fault.field): \(messages)"
        }
        description = lines.isEmpty ? refusal.detail : lines.joined(separator: "\n")
    }

    private init(_ error: StorageError) {
        description =
            switch error {
            case .newerSchema(let found, let known):
                "The store was written by a later release (schema \(found); this release knows \(known))."
            case .unavailable(let reason): "The database cannot be reached: \(reason)."
            case .readOnly(let reason): "The store cannot be written: \(reason)."
            case .failed(let code, let message): "The database refused (\(code)): \(message)"
            case .duplicate(let detail), .missingReference(let detail), .invalid(let detail):
                "The database refused: \(detail)"
            case .conflict: "Another program changed the same rows; try again."
            }
    }
}
