/// The pictures and masks of one task, which the caller reads before the task is written (see ``ExportedTask/imagingReferences()``).
package struct ExportedImaging: Sendable, Equatable {
    package var series: [ImagingSeries] = []
    package var masks: [MaskReference: MaskLayers] = [:]

    package init() {}

    package func series(uid: String) -> ImagingSeries? { series.first { $0.uid == uid } }

    /// The series an address of the task's data names.
    package func series(address: String) -> ImagingSeries? {
        series.first { address == $0.address || address.hasSuffix($0.address) }
    }
}
