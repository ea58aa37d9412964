/// What an export says of a series its labels lie on: who it is about, how its frames lie in the patient, and which files they are.
package struct ImagingSeries: Sendable, Equatable {
    package enum Kind: String, Sendable { case dicom, nifti, slide }

    /// The number by which the server knows it.
    package var id: Int
    package var kind: Kind
    package var uid: String
    /// The address of its description; its frames are pictures below it: `…/frames/0.png`.
    package var address: String
    package var study: ImagingStudy
    package var patient: ImagingPatient
    package var modality: String
    package var number: Int?
    package var description: String
    package var bodyPart: String?
    package var laterality: String?
    package var frameOfReference: String?
    package var positionReferenceIndicator: String?
    /// Samples along a row, and rows, of one frame; of level 0 for a slide.
    package var columns: Int
    package var rows: Int
    /// In the order of the server: frame index = time · slices + slice. Empty for a slide.
    package var frames: [ImagingFrame]
    /// Nil where the frames do not make one volume.
    package var geometry: ImagingGeometry?
    /// Millimetres between columns and between rows where there is no geometry, if they are known.
    package var planeSpacing: [Double]?
    /// Microns a pixel of level 0, along a row and down a column.
    package var micronsPerPixel: [Double]?
    /// The unit of its values: `HU`, `SUVbw`, … in UCUM where there is one.
    package var unit: String?

    package init(
        id: Int, kind: Kind, uid: String, address: String, study: ImagingStudy, patient: ImagingPatient,
        modality: String, columns: Int, rows: Int, frames: [ImagingFrame], geometry: ImagingGeometry?
    ) {
        self.id = id
        self.kind = kind
        self.uid = uid
        self.address = address
        self.study = study
        self.patient = patient
        self.modality = modality
        self.columns = columns
        self.rows = rows
        self.frames = frames
        self.geometry = geometry
        description = ""
    }

    /// Slices of the mask grid: those of the volume, or the frames one by one.
    package var slices: Int { geometry?.positions.count ?? frames.count }

    /// The centre of a pixel of a slice in the patient; nil where the series has no geometry.
    ///
    /// A slice lies where its own image says: of a tilted or uneven series the lattice alone would not know to the last digit.
    package func point(_ i: Double, _ j: Double, slice: Int) -> [Double]? {
        guard let geometry else { return nil }
        guard frames.indices.contains(slice), let corner = frames[slice].position, corner.count == 3 else {
            return geometry.point(i, j, slice: slice)
        }
        return (0..<3).map { axis in
            corner[axis] + geometry.row[axis] * geometry.spacing[0] * i
                + geometry.column[axis] * geometry.spacing[1] * j
        }
    }

    /// The address of a frame as a picture that any browser shows.
    package func picture(of frame: Int) -> String { "\(address)/frames/\(frame).png" }
}
