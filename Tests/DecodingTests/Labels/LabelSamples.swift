import Decoding
import Foundation
import Imaging

@testable import Compression

/// The files of labels among the sample data.
enum LabelSamples {
    static let folder: URL? = {
        let root =
            ProcessInfo.processInfo.environment["VESALIUS_TEST_DATA"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/data")
            .standardizedFileURL
        let folder = root.appending(path: "imaging/seg-sr-rt")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static func path(_ name: String) -> String { folder?.appending(path: name).path ?? name }

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

    static func read(_ name: String) throws -> LabelFile? {
        let bytes = try bytes(name)
        if NRRDHeader.isNRRD(bytes) {
            let header = try NRRDHeader(bytes)
            var data = Array(bytes[header.offset...])
            if header.encoding == .gzip { data = try Gzip.unpacked(data, limit: 1 << 28) }
            return LabelMapReader.read(try VoxelVolume(header, data: data))
        }
        return LabelReader.read(try DICOMFile(path: path(name)))
    }
}

extension LabelSegment {
    /// How many pixels it has.
    var pixels: Int {
        planes.reduce(0) { sum, plane in
            sum + stride(from: 1, to: plane.runs.count, by: 2).reduce(0) { $0 + Int(plane.runs[$1]) }
        }
    }
}
