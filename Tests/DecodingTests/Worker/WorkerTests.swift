import Foundation
import JSON
import PixelEngine
import Testing

@testable import Decoding
@testable import Imaging

/// The pool with the real worker.
@Suite struct WorkerTests {
    private let files: SampleFiles

    init() throws { files = try SampleFiles() }

    private var ramp: SampleDICOM {
        var sample = SampleDICOM(columns: 32, rows: 16, frames: 2)
        sample.samples = (0..<1024).map { UInt16($0 * 61) }
        return sample
    }

    @Test func `a file is inspected, its tags told and its frames read by another process`() async throws {
        let file = try files.write(ramp.bytes, as: "ramp")
        let pool = RealWorker.pool()
        let inspected = try await pool.inspect(file)
        #expect(inspected.kind == .dicom && inspected.frameCount == 2 && inspected.series?.uid == "1.2.3.1")
        let raw = try await pool.rawFrame(file, frame: 1)
        #expect(raw.bits == 16 && raw.columns == 32 && raw.rows == 16)
        #expect(raw.bytes == ramp.samples[512...].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        let tags = try JSONValue(parsing: try await pool.tags(file))
        #expect(tags["00280010"]?["Value"]?[0]?.integer == 16)
        await pool.shutdown()
    }

    @Test func `a wire frame unpacks to the stored samples, and its range is theirs`() async throws {
        let file = try files.write(ramp.bytes, as: "ramp")
        let pool = RealWorker.pool()
        let frame = try await pool.wireFrame(file, frame: 0)
        #expect(frame.range == 0...(511 * 61))
        let plain = try Gunzip.unpack(frame.bytes, limit: 1 << 20)
        var samples = [Int16](repeating: 0, count: 512)
        let header = try samples.withUnsafeMutableBufferPointer { samples in
            try plain.withUnsafeBufferPointer { try WireFrame.decode($0, into: samples) }
        }
        #expect(samples.map { Int($0) + header.offset } == ramp.samples[..<512].map { Int($0) })
        let small = try Gunzip.unpack(try await pool.wireFrame(file, frame: 0, reduced: true).bytes, limit: 1 << 20)
        let preview = try small.withUnsafeBufferPointer { try WireHeader($0) }
        #expect(preview.shift == 2 && preview.columns == 8 && preview.rows == 4)
        await pool.shutdown()
    }

    @Test func `frames that are not there, and files, are missing and no crime`() async throws {
        let file = try files.write(ramp.bytes, as: "ramp")
        let pool = RealWorker.pool()
        for _ in 0..<3 {
            guard
                case .missing = await RealWorker.failure({ () throws(DecodeFailure) in
                    try await pool.wireFrame(file, frame: 2)
                })
            else {
                Issue.record("a third frame")
                return
            }
        }
        guard
            case .missing = await RealWorker.failure({ () throws(DecodeFailure) in
                try await pool.inspect(DecodeSource(path: files.folder.path + "/nothing"))
            })
        else {
            Issue.record("a file from nowhere")
            return
        }
        #expect(!pool.isQuarantined(file.key))
        await pool.shutdown()
    }

    @Test func `what is no image at all is said to be other`() async throws {
        let pool = RealWorker.pool()
        for (index, bytes) in [[], [1, 2, 3], Array("Hello, this is a letter to nobody.".utf8)].enumerated() {
            #expect(try await pool.inspect(try files.write(bytes, as: "f\(index)")).kind == .other)
        }
        await pool.shutdown()
    }

    @Test func `a file hungry for memory ends its worker, is quarantined, and harms no other`() async throws {
        // 240 million voxels, packed to next to nothing, in a worker of 256 MB.
        var header = [UInt8](repeating: 0, count: 352)
        for (at, value) in [(0, 348), (40, 3), (42, 4000), (44, 4000), (46, 15), (70, 4), (72, 16)] {
            header[at] = UInt8(value & 255)
            header[at + 1] = UInt8(value >> 8)
        }
        header[108...111] = [0, 0, 0xB0, 0x43]
        header[344...346] = [0x6E, 0x2B, 0x31]
        let hungry = try files.write(try Packing.gzip(header + [UInt8](repeating: 0, count: 480_000_000)), as: "hungry")
        let file = try files.write(ramp.bytes, as: "ramp")
        let pool = RealWorker.pool { $0.memory = 256 << 20 }
        #expect(try await pool.inspect(file).kind == .dicom)
        for _ in 0..<2 {
            let failure = await RealWorker.failure { () throws(DecodeFailure) in try await pool.inspect(hungry) }
            guard case .crashed = failure else {
                Issue.record("it had room: \(String(describing: failure))")
                return
            }
        }
        #expect(await RealWorker.failure { () throws(DecodeFailure) in try await pool.inspect(hungry) } == .quarantined)
        #expect(try await pool.inspect(file).kind == .dicom)
        await pool.shutdown()
    }

    @Test func `the worker sets its limits on itself`() async throws {
        let worker = Process()
        worker.executableURL = URL(fileURLWithPath: RealWorker.executable)
        worker.environment = ["VESALIUS_DECODE_MEMORY": "1000000000"]
        let (input, output) = (Pipe(), Pipe())
        worker.standardInput = input
        worker.standardOutput = output
        try worker.run()
        #expect(try output.fileHandleForReading.read(upToCount: 10) == Data(DecodeAnswer.greeting))
        let folder = "/proc/\(worker.processIdentifier)"
        let limits = try String(contentsOfFile: folder + "/limits", encoding: .utf8).split(separator: "\n")
        func limit(_ name: String) -> Substring? {
            limits.first { $0.hasPrefix(name) }?.dropFirst(26).split(separator: " ").first
        }
        #expect(limit("Max address space") == "1000000000")
        #expect(limit("Max core file size") == "0")
        #expect(limit("Max open files") == "64")
        #expect(limit("Max file size") == "0")
        let status = try String(contentsOfFile: folder + "/status", encoding: .utf8)
        #expect(status.contains("NoNewPrivs:\t1"))
        try input.fileHandleForWriting.close()
        worker.waitUntilExit()
        #expect(worker.terminationStatus == 0)
    }

    @Test func `a round trip is short`() async throws {
        let file = try files.write(SampleDICOM(hasPixels: false).bytes, as: "small")
        let pool = RealWorker.pool()
        _ = try await pool.inspect(file)
        var best = Duration.seconds(1)
        for _ in 0..<300 {
            let start = ContinuousClock.now
            _ = try await pool.inspect(file)
            best = min(best, ContinuousClock.now - start)
        }
        // 0.1 ms in a quiet release build; a crowded debug build is given ten times that.
        #expect(best < .milliseconds(1), "\(best)")
        print("round trip of a small inspection: \(best)")
        await pool.shutdown()
    }
}
