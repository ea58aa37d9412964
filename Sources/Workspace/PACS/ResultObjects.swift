import Compression
package import Exchange
import Foundation

/// The DICOM objects of an export, each a file of its own, to be sent.
package struct ResultObjects: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// The formats that make DICOM objects.
    package static let formats: [ExportFormat] = [.dicomSEG, .dicomSEGLabelMap, .dicomRTStruct, .dicomSR]

    /// Writes the objects into a folder and answers their paths.
    package func write(_ request: ExportRequest, to folder: String, by member: Member) async throws -> [String] {
        guard Self.formats.contains(request.format) else {
            throw Refusal.invalid(.init("format", "Only DICOM objects can be sent to an archive."))
        }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
        let path = folder + "/export.zip"
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else {
            throw Refusal(.unavailable, "The export could not be written to disk.")
        }
        var stream = try await Exports(work).stream(request, by: member)
        while let bytes = try await stream.next() {
            try Task.checkCancellation()
            try file.write(contentsOf: bytes)
        }
        try file.close()
        return try Self.unpack(path, into: folder)
    }

    private static func unpack(_ path: String, into folder: String) throws -> [String] {
        let archive = try ZipArchive(path)
        var paths: [String] = []
        for (index, entry) in archive.entries.enumerated() where entry.name.lowercased().hasSuffix(".dcm") {
            var bytes: [UInt8] = []
            _ = try archive.unpack(entry, limit: 4 << 30) { bytes += $0 }
            let target = "\(folder)/\(index).dcm"
            guard FileManager.default.createFile(atPath: target, contents: Data(bytes)) else {
                throw Refusal(.unavailable, "The export could not be written to disk.")
            }
            paths.append(target)
        }
        return paths
    }
}
