import Imaging
import Storage

/// Makes all wire frames of series beforehand, behind everything that somebody waits for, and notes the range of their values.
struct FrameFill: Sendable {
    let work: Work

    /// - Parameter progress: gets the number of frames made.
    func run(_ series: [Int], progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void) async throws {
        let room = try work.readingRoom()
        let shop = FrameShop(work: work, room: room, pool: try room.workers())
        var plans: [(Int, SeriesPlan)] = []
        for id in series { plans.append((id, try await room.plans.plan(id, work.database))) }
        let total = plans.reduce(0) { $0 + $1.1.frames.count }
        var done = 0
        for (id, plan) in plans where !plan.frames.isEmpty {
            var range: ClosedRange<Int>?
            for start in stride(from: 0, to: plan.frames.count, by: 32) {
                try Task.checkCancellation()
                let part = Array(start..<min(start + 32, plan.frames.count))
                let ranges = try await concurrently(part, width: room.breadth, priority: .background) {
                    number -> ClosedRange<Int>? in
                    // A frame that cannot be made says so to whoever asks for it.
                    guard (try? await shop.frame(plan, number, isReduced: false)) != nil else { return nil }
                    _ = try? await shop.frame(plan, number, isReduced: true)
                    return try? await shop.range(plan, number)
                }
                for found in ranges.compactMap(\.self) {
                    range =
                        range.map { min($0.lowerBound, found.lowerBound)...max($0.upperBound, found.upperBound) }
                        ?? found
                }
                done += part.count
                progress(done, total)
            }
            guard let range else { continue }
            try await work.database.write { connection in
                try connection.execute(
                    """
                    UPDATE imaging_series SET low = \(range.lowerBound), high = \(range.upperBound) WHERE id = \(id)
                    """
                )
            }
        }
    }
}
