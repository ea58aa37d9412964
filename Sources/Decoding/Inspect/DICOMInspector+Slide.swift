import Imaging

extension DICOMInspector {
    /// The level of a slide that this instance is (PS3.3 C.8.12.4), nil for other images.
    func slide(_ image: DICOMImage) -> SlideDescription? {
        guard let width = dataSet.integer(.totalPixelMatrixColumns),
            let height = dataSet.integer(.totalPixelMatrixRows),
            width > 0, height > 0, width < 1 << 31, height < 1 << 31
        else { return nil }
        // A segmentation or parametric map of a slide is tiled too, and is no slide.
        guard dataSet.text(.modality) == "SM" else { return nil }
        var slide = SlideDescription(levels: [
            SlideLevel(
                width: width,
                height: height,
                tileWidth: image.columns,
                tileHeight: image.rows,
                downsample: 1
            )
        ])
        let measures = dataSet.item(.sharedFunctionalGroupsSequence)?.item(.pixelMeasuresSequence)
        if let spacing = measures?.decimals(.pixelSpacing), spacing.count == 2, spacing[0] > 0, spacing[1] > 0 {
            slide.mpp = PlaneSpacing(x: spacing[1] * 1000, y: spacing[0] * 1000)
        } else if let across = dataSet.decimal(.imagedVolumeWidth), let down = dataSet.decimal(.imagedVolumeHeight),
            across > 0, down > 0
        {
            slide.mpp = PlaneSpacing(x: across * 1000 / Double(width), y: down * 1000 / Double(height))
        }
        slide.objective = dataSet.item(.opticalPathSequence)?.decimal(.objectiveLensPower)
        slide.vendor = dataSet.text(.manufacturer)
        let type = dataSet.texts(.imageType) ?? []
        slide.role = type.count > 2 ? type[2] : nil
        let paths = max(1, dataSet.integer(.numberOfOpticalPaths) ?? dataSet.items(.opticalPathSequence).count)
        let planes = max(1, dataSet.integer(.totalPixelMatrixFocalPlanes) ?? 1)
        slide.hiddenPlanes = min(paths, 1000) * min(planes, 1000) - 1
        return slide
    }
}
