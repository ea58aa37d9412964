import Compression
import Imaging
import JSON
import PixelEngine

/// Reads the stored values of a volume from its wire frames: one point in time, shifted so that 16 bits with a sign hold
/// them, as the viewer does.
struct FrameVolume: Sendable {
    private let work: Work

    init(_ work: Work) { self.work = work }

    func load(_ series: Int, _ header: JSONValue, _ grid: Grid) async throws -> [Int16] {
        let room = try work.readingRoom()
        let shop = FrameShop(work: work, room: room, pool: try room.workers())
        let plan = try await room.plans.plan(series, work.database)
        guard plan.frames.count >= grid.slices else {
            throw Refusal(.conflict, "The frames of this series do not make a volume.")
        }
        let area = grid.columns * grid.rows
        var volume = [Int16](repeating: 0, count: grid.count)
        // A few slices at a time: they are unpacked beside each other and put in place one by one.
        let step = max(2, room.breadth)
        for start in stride(from: 0, to: grid.slices, by: step) {
            let slices = try await concurrently(Array(start..<min(start + step, grid.slices)), width: step) { slice in
                try Self.samples(try await shop.frame(plan, slice, isReduced: false).bytes, area)
            }
            for (index, samples) in slices.enumerated() {
                volume.replaceSubrange((start + index) * area..<(start + index + 1) * area, with: samples)
            }
        }
        return volume
    }

    private static func samples(_ gzip: [UInt8], _ area: Int) throws -> [Int16] {
        do {
            let bytes = try Gzip.unpacked(gzip, limit: WireHeader.size + area * 2)
            return try [Int16](unsafeUninitializedCapacity: area) { buffer, filled in
                buffer.initialize(repeating: 0)
                filled = area
                _ = try bytes.withUnsafeBufferPointer { try WireFrame.decode($0, into: buffer) }
            }
        } catch {
            throw Refusal(.conflict, "The frames of this series do not make one volume of grey values.")
        }
    }
}
