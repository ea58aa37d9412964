import Synchronization
import Terminology

/// Sets of concepts that were computed: the scope of a control is asked for with each key press.
final class ScopeCache: Sendable {
    struct Key: Hashable {
        let release: Int
        let expression: String
        let below: String
    }

    private struct State {
        var sets: [Key: (set: ConceptSet, used: Int)] = [:]
        var clock = 0
    }

    private let state = Mutex(State())
    /// A set of half a million concepts has 64 KB.
    private static let most = 128

    subscript(key: Key) -> ConceptSet? {
        state.withLock { state in
            guard let found = state.sets[key] else { return nil }
            state.clock += 1
            state.sets[key]?.used = state.clock
            return found.set
        }
    }

    func keep(_ set: ConceptSet, for key: Key) {
        state.withLock { state in
            if state.sets.count >= Self.most, let oldest = state.sets.min(by: { $0.value.used < $1.value.used })?.key {
                state.sets[oldest] = nil
            }
            state.clock += 1
            state.sets[key] = (set, state.clock)
        }
    }

    func forget(_ release: Int) {
        state.withLock { state in state.sets = state.sets.filter { $0.key.release != release } }
    }

    func forgetAll() { state.withLock { $0.sets = [:] } }
}
