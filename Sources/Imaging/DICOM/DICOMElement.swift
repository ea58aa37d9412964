/// An element to be written: its tag, its VR and what it holds.
package struct DICOMElement: Hashable, Sendable {
    package let tag: DICOMTag
    package let vr: DICOMVR
    package var value: DICOMValue

    package init(_ tag: DICOMTag, _ vr: DICOMVR, _ value: DICOMValue) {
        self.tag = tag
        self.vr = vr
        self.value = value
    }
}
