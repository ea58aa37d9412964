/// The broad class a labelled structure belongs to, which DICOM asks for beside its own code (`<Label property="abnormality">`).
package enum SegmentProperty: String, Sendable, CaseIterable {
    case anatomy, tissue, abnormality, object
}
