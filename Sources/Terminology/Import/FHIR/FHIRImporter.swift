import Compression
import JSON

/// Reads FHIR resources in JSON, R4 and R5: code systems, value sets and concept maps, alone, in a bundle, in folders or in
/// packages (`.tgz`).
///
/// Each becomes a release of its own. A code system has the key of a system everybody knows, or its id. A value set is a tree
/// of its own codes: its uri is the value set's address, and each concept maps as equivalent to the code it stands for. A
/// concept map has the key `map-` and its id; its concepts are the codes it maps from, each with the property `system`, and
/// its maps are the draft's; a map from several systems becomes a release for each. `ReleaseRequest.vocabularies` names the
/// resources that are wanted by id, name or address.
package enum FHIRImporter: ReleaseImporter {
    private static let mostBytes = 1 << 30
    /// More are not meant: the core package of FHIR has a thousand code systems.
    private static let mostReleases = 300

    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        for entry in source.entries.prefix(2000) {
            let name = entry.name.lowercased()
            let isPackage = name.hasSuffix(".tgz") || name.hasSuffix(".tar.gz")
            guard isPackage || name.hasSuffix(".json") || name.hasSuffix(".xml") else { continue }
            let head = try source.head(entry, 4096)
            if isPackage, FHIRFile.isPackage(head) { return true }
            if let kind = FHIRFile.kind(head), FHIRFile.kinds.contains(kind) { return true }
            if FHIRFile.isXML(head) { return true }
        }
        return false
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        let run = ImportRun(source, request, progress, files: source.entries)
        var reading = FHIRReading(run)
        for entry in source.entries {
            let name = entry.name.lowercased()
            if name.hasSuffix(".tgz") || name.hasSuffix(".tar.gz") {
                try readPackage(entry, &reading)
            } else if name.hasSuffix(".json") {
                let kind = FHIRFile.kind(try source.head(entry, 4096))
                // Its kind may stand at the end, after all else.
                guard kind == nil || kind.map(FHIRFile.kinds.contains) == true else { continue }
                try reading.read(FHIRFile(name: entry.name, bytes: try run.bytes(entry, limit: mostBytes)))
            } else if name.hasSuffix(".xml"), FHIRFile.isXML(try source.head(entry, 4096)) {
                try run.problems.fail(
                    entry.name, 1, "",
                    "FHIR resources are read as JSON only, and this is XML: every FHIR server gives it as JSON")
            }
        }
        try run.problems.stopIfWrong()
        try reading.finish(mostReleases, take)
    }

    private static func readPackage(_ entry: ReleaseSource.Entry, _ reading: inout FHIRReading) throws {
        let packed = try reading.run.bytes(entry, limit: mostBytes)
        do {
            let archive = try TarArchive(Gzip.unpacked(packed, limit: mostBytes))
            for (name, range) in archive.files where name.lowercased().hasSuffix(".json") {
                let bytes = Array(archive.bytes[range])
                guard let kind = FHIRFile.kind(bytes), FHIRFile.kinds.contains(kind) else { continue }
                try reading.read(FHIRFile(name: entry.name + "/" + name, bytes: bytes))
            }
        } catch let failure as TarArchive.Failure {
            try reading.run.problems.fail(entry.name, 0, "", failure.reason)
        } catch let failure as Gzip.Failure {
            try reading.run.problems.fail(entry.name, 0, "", reason(failure))
        }
    }

    private static func reason(_ failure: Gzip.Failure) -> String {
        switch failure {
        case .badHeader: "it is no gzip file"
        case .badChecksum: "its checksum is wrong"
        case .isCutOff: "it is cut off"
        case .deflate(.tooLarge(let limit)): "more than \(limit) bytes come out of it"
        case .deflate: "it is damaged"
        }
    }
}
