import Exchange
import Foundation
import Imaging
import JSON
import PixelEngine
import Storage
import Testing

@testable import Workspace

@Suite struct ImagingStoreTests {
    static let config = """
        <View><Volume name="ct" value="$ct"/><VolumeMask name="organ" toName="ct"><Label value="Liver"/></VolumeMask>\
        </View>
        """
    static let phantom = VolumePhantom(columns: 24, rows: 20, slices: 6, spacing: SIMD3(15, 15, 30), seed: 3)

    /// A project with the phantom as its one task.
    static func takeIn(
        _ files: [(name: String, bytes: [UInt8])], into project: Int, _ house: House
    ) async throws -> ImportReport {
        let folder = NSTemporaryDirectory() + "slices-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sources = try files.map { file in
            try writeFile(file.bytes, to: folder + "/" + file.name)
            return ImportSource(name: file.name, bytes: .file(folder + "/" + file.name))
        }
        return try await Imports(house.work).run(ImportRequest(project: project), from: sources, by: house.owner)
    }

    private func volume(_ house: House) async throws -> (project: Int, task: Int, series: Int) {
        let project = try await house.project { $0.labelConfig = Self.config }
        let report = try await Self.takeIn(Self.phantom.files(), into: project, house)
        let task = try #require(try await house.tasks(of: project).first)
        return (project, task, try #require(report.images?.series.first?.id))
    }

    @Test(arguments: Engine.all)
    func `series are stored once, versioned and shown to whoever has a task of them`(engine: Engine) async throws {
        try await House.with(engine) { house in
            let (project, task, series) = try await volume(house)
            let reading = SeriesReading(house.work)
            let annotator = try await house.person()
            #expect(try await reading.header(of: series, for: annotator).contains(#""frame_count":6"#))
            let again = try await Self.takeIn(Self.phantom.files(), into: project, house)
            #expect(again.tasks == 0 && again.images?.duplicates == 6)
            #expect(try await reading.studies(ofPatientIn: series, for: annotator).first?.series.map(\.id) == [series])
            try await Tasks(house.work).delete(task, by: house.owner)
            await #expect(throws: Refusal.self) { try await reading.header(of: series, for: annotator) }
            house.wait(seconds: 7200)
            try await Recovery(house.work).tidy()
            let left = try await house.work.database.read { connection in
                try ["imaging_series", "imaging_instance", "imaging_study", "imaging_use"].map {
                    try connection.integer("SELECT count(*) FROM \(raw: $0)")
                }
            }
            #expect(left == [0, 0, 0, 0])
        }
    }

    @Test(arguments: Engine.all)
    func `one of two appends at the same place wins, and the log has no gap`(engine: Engine) async throws {
        try await House.with(engine) { house in
            let (_, task, series) = try await volume(house)
            let masks = Masks(house.work)
            let id = UUID().uuidString.lowercased()
            _ = try await masks.create(.init(id: id, series: String(series), task: task, object: "ct"), by: house.owner)
            let grid = Grid(columns: 24, rows: 20, slices: 6, spacingX: 15, spacingY: 15, spacingZ: 30)
            var appended = 0
            let editor = try #require(MaskEditor(grid: grid))
            for step in 0..<6 {
                let record = Self.ball(Int32(3 + 3 * step), 9, 3)
                #expect(editor.apply(record).failure == nil)
                let hash = MaskLog.text(editor.hash)
                let after = appended
                let outcomes = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            (try? await masks.append([record], to: id, after: after, hash: hash, by: house.owner))
                                != nil
                        }
                    }
                    return await group.reduce(into: [Bool]()) { $0.append($1) }
                }
                #expect(outcomes.filter { $0 }.count == 1)
                appended += 1
            }
            let mask = try await masks.mask(id, for: house.owner)
            #expect(mask.operations == 6 && mask.verified == 6 && mask.hash == MaskLog.text(editor.hash))
            house.work.imaging?.masks.forgetAll()
            #expect(try await masks.words(of: mask, at: 6) == editor.state())
        }
    }

    @Test(arguments: Engine.all)
    func `a stored state is begun from, and another series' is refused`(engine: Engine) async throws {
        try await House.with(engine) { house in
            let (_, task, series) = try await volume(house)
            let masks = Masks(house.work)
            let grid = Grid(columns: 24, rows: 20, slices: 6, spacingX: 15, spacingY: 15, spacingZ: 30)
            let editor = try #require(MaskEditor(grid: grid))
            let first = UUID().uuidString.lowercased()
            _ = try await masks.create(
                .init(id: first, series: String(series), task: task, object: "ct"), by: house.owner)
            #expect(editor.apply(Self.ball(9, 9, 3)).failure == nil)
            let hash = MaskLog.text(editor.hash)
            let mask = try await masks.append([Self.ball(9, 9, 3)], to: first, after: 0, hash: hash, by: house.owner)
            try await masks.keepState(of: mask)
            let blob = try await house.work.database.read { connection in
                try connection.first("SELECT blob FROM mask_state WHERE mask_id = \(first)")?.string("blob")
            }
            let copy = Masks.New(
                id: UUID().uuidString.lowercased(), series: String(series), task: task, object: "ct", base: blob
            )
            let (begun, _) = try await masks.create(copy, by: house.owner)
            #expect(begun.hash == hash && begun.operations == 0)
            #expect(editor.apply(Self.ball(15, 9, 3)).failure == nil)
            let on = try await masks.append(
                [Self.ball(15, 9, 3)], to: begun.id, after: 0, hash: MaskLog.text(editor.hash), by: house.owner
            )
            #expect(try await masks.words(of: on, at: 1) == editor.state())
            let foreign = Masks.New(
                id: UUID().uuidString.lowercased(), series: String(series), task: task, object: "ct",
                base: String(repeating: "a", count: 64)
            )
            await #expect(throws: Refusal.self) { try await masks.create(foreign, by: house.owner) }
        }
    }

    @Test func `a volume larger than memory allows is kept and known as not verified`() async throws {
        try await House.with { house in
            let (_, task, series) = try await volume(house)
            let room = try #require(house.work.imaging)
            let small = Work(
                database: house.work.database, blobs: house.work.blobs, clock: house.work.clock,
                imaging: ReadingRoom(
                    pool: room.pool, folder: NSTemporaryDirectory(), spool: NSTemporaryDirectory(), maskMemory: 1 << 20
                )
            )
            let masks = Masks(small)
            let id = UUID().uuidString.lowercased()
            _ = try await masks.create(.init(id: id, series: String(series), task: task, object: "ct"), by: house.owner)
            let mask = try await masks.append(
                [Self.ball(9, 9, 3)], to: id, after: 0, hash: "0123456789abcdef", by: house.owner
            )
            #expect(mask.operations == 1 && mask.verified == 0)
            await #expect(throws: Refusal.self) { try await masks.state(id, at: nil, for: house.owner) }
        }
    }

    @Test func `frames are made once, and the oldest go when there are too many`() async throws {
        let folder = NSTemporaryDirectory() + "renditions-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let renditions = Renditions(folder: folder, limit: 100_000)
        let made = Counter()
        func bytes(_ name: Int) async throws -> [UInt8] {
            try await renditions.bytes(RenditionKey(blob: "ab\(name)", form: "f0")) {
                await made.add()
                try await Task.sleep(for: .milliseconds(1))
                return [UInt8](repeating: 1, count: 10_000)
            }
        }
        _ = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<20 { group.addTask { try await bytes(0) } }
            return try await group.reduce(into: 0) { $0 += $1.count }
        }
        #expect(await made.count == 1)
        for name in 1...14 { _ = try await bytes(name) }
        let left = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix("f0") }
        #expect(left.count <= 10 && left.count >= 8, "\(left.count)")
        #expect(left.contains { $0.contains("ab14") })
    }

    static func ball(_ i: Int32, _ j: Int32, _ k: Int32) -> [Int32] {
        [
            1, MaskKind.brush.rawValue, 0, 1, MaskFlags.ball.rawValue, 40_000, 0, 0, 0, 0, 0, 0, 0, 1, i * 256, j * 256,
            k * 256,
        ]
    }

    private actor Counter {
        private(set) var count = 0
        func add() { count += 1 }
    }
}
