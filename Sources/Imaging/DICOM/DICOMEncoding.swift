/// How the headers of a data set are written.
package struct DICOMEncoding: Hashable, Sendable {
    /// Whether each element names its VR.
    package var isExplicit: Bool
    package var isBigEndian: Bool

    package init(isExplicit: Bool, isBigEndian: Bool = false) {
        self.isExplicit = isExplicit
        self.isBigEndian = isBigEndian
    }

    package static let explicitLittle = DICOMEncoding(isExplicit: true)
    package static let implicitLittle = DICOMEncoding(isExplicit: false)
    package static let explicitBig = DICOMEncoding(isExplicit: true, isBigEndian: true)
}
