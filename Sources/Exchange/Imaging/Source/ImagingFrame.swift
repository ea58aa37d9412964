/// One frame of a series: the file it is in and where it lies.
package struct ImagingFrame: Sendable, Equatable {
    /// The SOP instance UID; empty where the series does not come from DICOM.
    package var sop: String
    package var sopClass: String
    /// Counted from one within its instance.
    package var number: Int
    /// Whether its instance has several frames, so that a reference must name the number.
    package var isOfMany: Bool
    /// The centre of its first sample in millimetres, towards left, posterior and superior.
    package var position: [Double]?
    /// The directions of its rows and columns, where the series has no geometry for all.
    package var orientation: [Double]?

    package init(sop: String, sopClass: String, number: Int = 1, isOfMany: Bool = false, position: [Double]? = nil) {
        self.sop = sop
        self.sopClass = sopClass
        self.number = number
        self.isOfMany = isOfMany
        self.position = position
    }
}
