import Imaging

/// A file that the worker has open, with what was learnt of it.
final class OpenFile {
    /// What the file is.
    enum Content {
        case dicom(DICOMFile, Result<PixelReader, DICOMError>)
        case volume(VoxelVolume)
        case slide(OpenSlideFile)
        case other
    }

    /// The most bytes of an unpacked volume: with the packed ones and a frame it stays within a worker's memory.
    static let volumeLimit = 1_200_000_000

    let content: Content
    let kind: InspectedFile.Kind
    /// Bytes that it holds in memory.
    let weight: Int
    let uid: String
    var scale: (scale: WireScale, isSigned: Bool, strange: Int)?
    var description: InspectedFile?
    var tiles: TileIndex?

    init(_ source: DecodeSource) throws(DecodeFailure) {
        let beginning = try FileBytes.read(source.path, limit: 4096, isBeginning: true)
        if let volume = try Self.volume(source, beginning) {
            content = .volume(volume.voxels)
            kind = volume.kind
            weight = volume.weight
            uid = volume.uid
            return
        }
        weight = 0
        if Self.mayBeSlide(beginning, source), let slide = try OpenSlideFile(source.path) {
            content = .slide(slide)
            kind = .slide
            uid = ContentUID.of(
                try FileBytes.read(source.path, limit: 1 << 20, isBeginning: true)
                    + Array((FileBytes.identity(source.path)?.split(separator: "/").dropFirst(2).first ?? "").utf8),
                kind: "slide"
            )
            return
        }
        uid = ""
        do throws(DICOMError) {
            let file = try DICOMFile(path: source.path)
            content = .dicom(file, Self.reader(file))
            kind = .dicom
        } catch .notDICOM {
            content = .other
            kind = .other
        } catch {
            throw DecodeFailure(error)
        }
    }

    private static func reader(_ file: DICOMFile) -> Result<PixelReader, DICOMError> {
        do throws(DICOMError) {
            return .success(try PixelReader(file))
        } catch {
            return .failure(error)
        }
    }

    private static func mayBeSlide(_ beginning: [UInt8], _ source: DecodeSource) -> Bool {
        let magics: [[UInt8]] = [
            [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], [0x49, 0x49, 0x2B, 0], [0x4D, 0x4D, 0, 0x2B],
        ]
        if magics.contains(where: { beginning.starts(with: $0) }) { return true }
        let name = (source.name ?? source.path).lowercased()
        return [".mrxs", ".vms", ".vmu", ".svslide"].contains { name.hasSuffix($0) }
    }

    private static func volume(
        _ source: DecodeSource, _ beginning: [UInt8]
    ) throws(DecodeFailure) -> (voxels: VoxelVolume, kind: InspectedFile.Kind, weight: Int, uid: String)? {
        let isPacked = Gunzip.isPacked(beginning)
        guard isPacked || NIfTIHeader.isNIfTI(beginning) || NRRDHeader.isNRRD(beginning) else { return nil }
        var bytes = try FileBytes.read(source.path, limit: volumeLimit)
        if isPacked { bytes = try Gunzip.unpack(bytes, limit: volumeLimit) }
        do throws(VolumeFileError) {
            if NIfTIHeader.isNIfTI(bytes) {
                let header = try NIfTIHeader(bytes)
                var data = bytes
                if header.isPair { data = try companion(source, packed: true) }
                let uid = ContentUID.of(data, kind: "nifti")
                return (try VoxelVolume(header, bytes: data), .nifti, data.count, uid)
            }
            if NRRDHeader.isNRRD(bytes) {
                let header = try NRRDHeader(bytes)
                var data: [UInt8]
                if header.dataFile != nil {
                    data = try companion(source, packed: false)
                } else {
                    data = Array(bytes[header.offset...])
                }
                if header.encoding == .gzip { data = try unpacked(data) }
                let uid = ContentUID.of(data, kind: "nrrd")
                return (try VoxelVolume(header, data: data), .nrrd, data.count, uid)
            }
        } catch {
            throw DecodeFailure(error)
        }
        return nil
    }

    private static func companion(_ source: DecodeSource, packed: Bool) throws(VolumeFileError) -> [UInt8] {
        guard let path = source.companion ?? besides(source.path) else {
            throw .unsupported("the header without the file of its voxels")
        }
        do throws(DecodeFailure) {
            let bytes = try FileBytes.read(path, limit: volumeLimit)
            return packed && Gunzip.isPacked(bytes) ? try Gunzip.unpack(bytes, limit: volumeLimit) : bytes
        } catch {
            throw .malformed(reason: error.description, place: "the file of the voxels")
        }
    }

    /// The `.img` beside a `.hdr`, the `.raw` beside an `.nhdr`.
    private static func besides(_ path: String) -> String? {
        for (header, endings) in [
            (".hdr", [".img", ".img.gz"]), (".hdr.gz", [".img.gz", ".img"]), (".nhdr", [".raw", ".raw.gz"]),
        ]
        where path.hasSuffix(header) {
            let stem = path.dropLast(header.count)
            if let found = endings.map({ stem + $0 }).first(where: { FileBytes.identity(String($0)) != nil }) {
                return String(found)
            }
        }
        return nil
    }

    private static func unpacked(_ bytes: [UInt8]) throws(VolumeFileError) -> [UInt8] {
        do throws(DecodeFailure) {
            return try Gunzip.unpack(bytes, limit: volumeLimit)
        } catch {
            throw .malformed(reason: error.description, place: "the packed voxels")
        }
    }
}
