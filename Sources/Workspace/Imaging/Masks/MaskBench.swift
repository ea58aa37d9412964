import PixelEngine
import Synchronization

/// The masks that were worked on lately, replayed and ready. As many as fit the memory they may take.
final class MaskBench: Sendable {
    private struct Place {
        let replay: MaskReplay
        /// With intensities, which most masks need sooner or later.
        let bytes: Int
        var usedAt: Int
    }

    private struct State {
        var places: [String: Place] = [:]
        var moment = 0
    }

    /// The most bytes that all masks together may take.
    let memory: Int
    private let state = Mutex(State())

    init(memory: Int) { self.memory = memory }

    /// What a mask of a grid takes: two layers, the intensities, and the steps to take back.
    static func bytes(_ voxels: Int) -> Int { voxels * 4 + 64 << 20 }

    func holds(_ voxels: Int) -> Bool { Self.bytes(voxels) <= memory }

    func replay(_ id: String) -> MaskReplay? {
        state.withLock { state in
            state.moment += 1
            state.places[id]?.usedAt = state.moment
            return state.places[id]?.replay
        }
    }

    /// Takes a mask up, unless somebody was faster; those that were not used for longest are put away.
    func keep(_ replay: MaskReplay, as id: String) -> MaskReplay {
        state.withLock { state in
            if let known = state.places[id] { return known.replay }
            state.moment += 1
            state.places[id] = Place(
                replay: replay, bytes: Self.bytes(replay.grid.count), usedAt: state.moment
            )
            var total = state.places.values.reduce(0) { $0 + $1.bytes }
            for (old, place) in state.places.sorted(by: { $0.value.usedAt < $1.value.usedAt })
            where total > memory && old != id {
                state.places[old] = nil
                total -= place.bytes
            }
            return replay
        }
    }

    /// Puts a mask away whose state is in doubt or that is gone.
    func forget(_ id: String) { state.withLock { $0.places[id] = nil } }

    func forgetAll() { state.withLock { $0.places = [:] } }
}
