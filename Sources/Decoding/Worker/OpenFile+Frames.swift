import Imaging

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
