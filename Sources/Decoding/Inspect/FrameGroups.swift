import Imaging

/// The places where an element of a frame may stand: its own functional groups, the shared ones, the image.
struct FrameGroups {
    let own: DICOMDataSet?
    let common: DICOMDataSet?
    let top: DICOMDataSet

    /// The item of a functional group; the image itself where there is none.
    func at(_ tag: DICOMTag) -> DICOMDataSet { sequence(tag) ?? top }

    /// The item of a functional group.
    func sequence(_ tag: DICOMTag) -> DICOMDataSet? { own?.item(tag) ?? common?.item(tag) ?? top.item(tag) }

    /// What tells the frame apart from others of its place.
    func keys(imageType: [String], modality: String) -> FrameKeys {
        var keys = FrameKeys()
        if let content = sequence(.frameContentSequence) {
            keys.stack = content.text(.stackID)
            keys.temporalPosition = content.integer(.temporalPositionIndex)
            keys.acquisition = content.integer(.frameAcquisitionNumber)
            keys.acquisitionTime = content.text(.frameAcquisitionDateTime).flatMap(Self.milliseconds)
        } else {
            keys.temporalPosition = top.integer(.temporalPositionIdentifier)
            keys.acquisition = top.integer(.acquisitionNumber)
            keys.acquisitionTime = top.text(.acquisitionTime).flatMap(DICOMTime.seconds).map { $0 * 1000 }
        }
        keys.triggerTime =
            sequence(.cardiacSynchronizationSequence)?.decimal(.nominalCardiacTriggerDelayTime)
            ?? top.decimal(.triggerTime)
        keys.referenceTime =
            sequence(.temporalPositionSequence)?.decimal(.temporalPositionTimeOffset).map { $0 * 1000 }
            ?? top.decimal(.frameReferenceTime)
        keys.echoTime = sequence(.mrEchoSequence)?.decimal(.effectiveEchoTime) ?? top.decimal(.echoTime)
        keys.echo = top.integer(.echoNumbers)
        let diffusion = sequence(.mrDiffusionSequence)
        keys.bValue = diffusion?.decimal(.diffusionBValue) ?? top.decimal(.diffusionBValue) ?? privateBValue
        let direction =
            diffusion?.item(.diffusionGradientDirectionSequence)?.decimals(.diffusionGradientOrientation)
            ?? top.decimals(.diffusionGradientOrientation)
        if let direction, direction.count == 3 { keys.gradient = SIMD3(direction[0], direction[1], direction[2]) }
        if modality == "MR" {
            let type = sequence(.mrImageFrameTypeSequence)
            let values = type?.texts(.frameType) ?? imageType
            let component = [type?.text(.complexImageComponent)].compactMap { $0 } + values.dropFirst(2)
            keys.component = component.isEmpty ? nil : component.joined(separator: " ")
        }
        keys.segment = sequence(.segmentIdentificationSequence)?.integer(.referencedSegmentNumber)
        return keys
    }

    /// The b-value where makers put it before the standard had a place: Siemens, Philips, GE.
    private var privateBValue: Double? {
        let places: [(creator: DICOMTag, name: String, element: DICOMTag)] = [
            (DICOMTag(0x0019_0010), "SIEMENS MR HEADER", DICOMTag(0x0019_100C)),
            (DICOMTag(0x2001_0010), "Philips Imaging DD 001", DICOMTag(0x2001_1003)),
            (DICOMTag(0x0043_0010), "GEMS_PARM_01", DICOMTag(0x0043_1039)),
        ]
        for place in places where top.text(place.creator) == place.name {
            guard let value = top.decimal(place.element), value.isFinite, value >= 0 else { continue }
            // GE adds a billion to some.
            return value >= 1e9 ? value.truncatingRemainder(dividingBy: 1e5) : value
        }
        return nil
    }

    /// Milliseconds since 1970.
    private static func milliseconds(_ text: String) -> Double? { DICOMTime.moment(text).map { $0 * 1000 } }
}
