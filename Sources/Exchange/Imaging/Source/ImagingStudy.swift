/// The study of a series, as its files say it; text of DICOM attributes, empty where they are.
package struct ImagingStudy: Sendable, Equatable {
    package var uid: String
    /// `YYYYMMDD`.
    package var date = ""
    /// `HHMMSS`, with a fraction or without.
    package var time = ""
    package var id = ""
    package var accessionNumber = ""
    package var description = ""
    package var referringPhysician = ""

    package init(uid: String) { self.uid = uid }
}

/// The patient of a series, as its files say it. Goes into DICOM objects only, never into names, messages or other formats.
package struct ImagingPatient: Sendable, Equatable {
    package var name = ""
    package var id = ""
    package var birthDate = ""
    package var sex = ""

    package init() {}
}
