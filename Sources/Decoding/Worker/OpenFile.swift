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
    private let uid: String
    private var scale: (scale: WireScale, isSigned: Bool, strange: Int)?
    private var description: InspectedFile?
    private var tiles: TileIndex?

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

extension OpenFile {
    /// What the file says of itself.
    func inspect() throws(DecodeFailure) -> InspectedFile {
        if let description { return description }
        var result: InspectedFile
        switch content {
        case .dicom(let file, _):
            result = DICOMInspector(file).inspect()
            // A DICOMDIR lists files and shows nothing.
            if result.instance?.sopClass == "1.2.840.10008.1.3.10" { result = InspectedFile(kind: .other) }
            if let pixels = result.pixels, pixels.bitsAllocated > 16 {
                let scale = try wireScale()
                result.pixels?.wireScale = scale.scale
                result.pixels?.isSigned = scale.isSigned
                result.pixels?.bitsStored = 16
                result.note(scale)
            }
        case .volume(let volume):
            result = VolumeInspector.inspect(volume, kind: kind, uid: uid)
            if volume.type.sampleSize > 2 {
                let scale = try wireScale()
                result.pixels?.wireScale = scale.scale
                result.pixels?.isSigned = scale.isSigned
                result.pixels?.bitsStored = 16
                result.note(scale)
            }
        case .slide(let slide): result = slide.inspect(uid: uid)
        case .other: result = InspectedFile(kind: .other)
        }
        description = result
        return result
    }

    /// How samples of more than 16 bits are shown, which takes a look at all of them.
    private func wireScale() throws(DecodeFailure) -> (scale: WireScale, isSigned: Bool, strange: Int) {
        if let scale { return scale }
        var learnt = WideSamples()
        for frame in 0..<frameCount {
            let samples = try stored(frame)
            learnt.learn(samples.bytes, samples.type)
        }
        let found = (learnt.scale.scale, learnt.scale.isSigned, learnt.strange)
        scale = found
        return found
    }

    var frameCount: Int {
        switch content {
        case .dicom(_, .success(let reader)): reader.image.frames
        case .dicom(_, .failure): 0
        case .volume(let volume): volume.frames
        case .slide, .other: 0
        }
    }

    /// The samples of a frame as the file has them.
    func stored(_ frame: Int, reduce: Int = 0) throws(DecodeFailure) -> FrameSamples {
        if case .dicom(_, .failure(let error)) = content { throw DecodeFailure(error) }
        guard frame >= 0, frame < frameCount else {
            throw .missing(reason: "frame \(frame + 1) of a file with \(frameCount)")
        }
        switch content {
        case .dicom(_, .success(let reader)):
            do throws(DICOMError) {
                return FrameSamples(try reader.frame(frame, reduce: reduce))
            } catch {
                throw DecodeFailure(error)
            }
        case .volume(let volume):
            return FrameSamples(
                columns: volume.description.columns,
                rows: volume.description.rows,
                type: volume.type,
                samples: volume.type.samples,
                bitsStored: volume.type.sampleSize * 8,
                bytes: volume.frame(frame)
            )
        default: throw .unsupported(reason: "this file has no frames")
        }
    }

    /// The samples of a frame as the wire has them: 8 or 16 bits, grey or RGB.
    func shown(_ frame: Int, reduce: Int = 0) throws(DecodeFailure) -> FrameSamples {
        let samples = try stored(frame, reduce: reduce)
        if samples.isWide {
            let scale = try wireScale()
            return samples.narrowed(scale.scale, isSigned: scale.isSigned)
        }
        if samples.samples == 1, samples.type == .int8 { return samples.widened }
        return samples.samples == 1 ? samples : samples.asColour
    }

    /// Whether samples are names of colours, of which there is no mean.
    var isIndexed: Bool {
        guard case .dicom(_, .success(let reader)) = content else { return false }
        return reader.image.photometric == "PALETTE COLOR" || reader.image.bitsAllocated == 1
    }

    /// The tiles of a DICOM slide.
    func tileIndex() throws(DecodeFailure) -> TileIndex {
        if let tiles { return tiles }
        guard case .dicom(let file, .success(let reader)) = content, let level = try inspect().slide?.levels.first
        else {
            throw .unsupported(reason: "this file is no slide")
        }
        let index = TileIndex(file.dataSet, reader.image, level)
        tiles = index
        return index
    }
}

extension InspectedFile {
    fileprivate mutating func note(_ scale: (scale: WireScale, isSigned: Bool, strange: Int)) {
        if scale.strange > 0 { notes.append("\(scale.strange) values are no numbers and are shown as the least.") }
    }
}

extension DecodeFailure {
    init(_ error: DICOMError) {
        switch error {
        case .unreadable(let reason): self = .missing(reason: reason)
        case .notDICOM: self = .unsupported(reason: error.description)
        case .truncated(let offset):
            self = .malformed(reason: "the file ends inside an element", place: "byte \(offset)")
        case .malformed(let reason, let offset):
            self = .malformed(reason: reason, place: offset.map { "byte \($0)" } ?? "")
        case .unsupported(let reason): self = .unsupported(reason: reason)
        case .tooLarge(let reason): self = .tooLarge(reason: reason)
        }
    }

    init(_ error: VolumeFileError) {
        switch error {
        case .malformed(let reason, let place): self = .malformed(reason: reason, place: place)
        case .unsupported(let reason): self = .unsupported(reason: reason)
        case .tooLarge(let reason): self = .tooLarge(reason: reason)
        }
    }
}
