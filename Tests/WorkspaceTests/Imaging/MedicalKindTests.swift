import Foundation
import Imaging
import Testing

@testable import Compression
@testable import Exchange
@testable import Workspace

@Suite struct MedicalKindTests {
    @Test func `files are told by their bytes, whatever they are called`() throws {
        let dicom = try VolumePhantom(columns: 8, rows: 8, slices: 1).files()[0].bytes
        #expect(MedicalKind(head: Array(dicom.prefix(560)), name: "1.2.840.113619.2.55") == .dicom)
        #expect(MedicalKind(head: Array(dicom.prefix(560)), name: "scan.png") == .dicom)
        var nifti = [UInt8](repeating: 0, count: 352)
        nifti[0] = 0x5C
        nifti[1] = 1
        nifti.replaceSubrange(344..<347, with: Array("n+1".utf8))
        #expect(MedicalKind(head: nifti, name: "x") == .volume)
        #expect(MedicalKind(head: [0x1F, 0x8B, 8, 0], name: "brain.nii.gz") == .volume)
        #expect(MedicalKind(head: [0x1F, 0x8B, 8, 0], name: "notes.json.gz") == nil)
        #expect(MedicalKind(head: Array("PK\u{3}\u{4}".utf8), name: "study.zip") == .zip)
        #expect(MedicalKind(head: [0x49, 0x49, 42, 0, 8], name: "slide.svs") == .slide)
        // A bare data set begins with group 8; text that begins with a backspace is none.
        #expect(MedicalKind(head: [8, 0, 5, 0, 10, 0, 0, 0], name: "IM0001") == .dicom)
        #expect(MedicalKind(head: Array(#"{"text":"a"}"#.utf8), name: "tasks.json") == nil)
        #expect(MedicalKind(head: Array("a,b\n".utf8), name: "tasks.csv") == nil)
    }

    @Test func `an archive that lies, is cut or is a bomb is refused`() throws {
        var zip = ZipWriter(moment: 0)
        var bytes: [UInt8] = []
        zip.add("a/1", [UInt8](repeating: 5, count: 5000), into: &bytes)
        zip.add("a/2", Array("two".utf8), into: &bytes)
        zip.finish(into: &bytes)
        let path = NSTemporaryDirectory() + UUID().uuidString
        defer { removeFile(path) }
        try writeFile(bytes, to: path)
        let archive = try ZipArchive(path)
        #expect(archive.entries.map(\.name) == ["a/1", "a/2"])
        var out: [UInt8] = []
        #expect(try archive.unpack(archive.entries[0], limit: 10_000) { out += $0 } == 5000)
        #expect(out == [UInt8](repeating: 5, count: 5000))
        #expect(throws: ZipArchive.Failure.self) { try archive.unpack(archive.entries[0], limit: 4999) { _ in } }
        // No damage may trap or pass for the original.
        for cut in stride(from: 0, to: bytes.count - 1, by: 7) {
            try writeFile(Array(bytes.prefix(cut)), to: path)
            #expect(throws: ZipArchive.Failure.self) { try ZipArchive(path) }
        }
        var chance = SeededChance(seed: 5)
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<3 { damaged[chance.number(0...damaged.count - 1)] = UInt8(chance.number(0...255)) }
            try writeFile(damaged, to: path)
            guard let archive = try? ZipArchive(path) else { continue }
            for entry in archive.entries { _ = try? archive.unpack(entry, limit: 1 << 20) { _ in } }
        }
    }

    @Test func `gzip comes back as it went in, and damage is told`() throws {
        var chance = SeededChance(seed: 9)
        for size in [0, 1, 100, 70_000] {
            let bytes = (0..<size).map { _ in UInt8(chance.number(0...3)) }
            let packed = Gzip.packed(bytes)
            #expect(try Gzip.unpacked(packed) == bytes)
            if size > 0 { #expect(throws: Gzip.Failure.self) { try Gzip.unpacked(Array(packed.dropLast(9))) } }
            if size > 1 { #expect(throws: Gzip.Failure.self) { try Gzip.unpacked(packed, limit: size - 1) } }
        }
    }
}
