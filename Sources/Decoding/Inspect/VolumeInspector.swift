import Imaging

/// Describes a NIfTI or NRRD file.
enum VolumeInspector {
    static func inspect(_ volume: VoxelVolume, kind: InspectedFile.Kind, uid: String) -> InspectedFile {
        var result = InspectedFile(kind: kind)
        result.series = SeriesIdentity(uid: uid)
        var pixels = PixelDescription(
            columns: volume.description.columns,
            rows: volume.description.rows,
            frames: volume.frames,
            samples: volume.type.samples == 1 ? 1 : 3,
            // Signed bytes travel as 16 bits.
            bitsAllocated: volume.type == .int8 ? 16 : volume.type.sampleSize * 8
        )
        pixels.isSigned = volume.type.isSigned
        result.pixels = pixels
        result.volume = volume.description
        result.shared.slope = volume.slope
        result.shared.intercept = volume.intercept
        if let window = volume.window { result.shared.windows = [window] }
        switch volume.description.source {
        case "pixdim":
            result.notes.append(
                "The file gives the size of its voxels and not their place in the patient: directions are a guess.")
        case "spacings":
            result.notes.append("The file does not say how its axes lie in the patient: directions are a guess.")
        default: break
        }
        return result
    }
}
