package import JSON

/// Whom a file shows. It goes into the patient's row and nowhere else: no log, no message, no address.
package struct PatientIdentity: Sendable, Equatable, FieldCoded {
    /// Patient ID (0010,0020).
    package var id: String?
    /// The issuer of the id, where two hospitals might use the same.
    package var issuer: String?
    package var name: String?
    /// As `YYYY-MM-DD`.
    package var birthDate: String?
    /// `M`, `F` or `O`.
    package var sex: String?

    package init() {}

    package init?(_ fields: JSONObject) {
        id = fields.text("id")
        issuer = fields.text("issuer")
        name = fields.text("name")
        birthDate = fields.text("birth_date")
        sex = fields.text("sex")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("id", id)
        fields.put("issuer", issuer)
        fields.put("name", name)
        fields.put("birth_date", birthDate)
        fields.put("sex", sex)
        return fields
    }
}

/// The study that a DICOM file belongs to.
package struct StudyIdentity: Sendable, Equatable, FieldCoded {
    package var uid: String
    /// As `YYYY-MM-DD`.
    package var date: String?
    /// As `HH:MM:SS`.
    package var time: String?
    package var description: String?
    package var accession: String?

    package init(uid: String) { self.uid = uid }

    package init?(_ fields: JSONObject) {
        guard let uid = fields.text("uid") else { return nil }
        self.uid = uid
        date = fields.text("date")
        time = fields.text("time")
        description = fields.text("description")
        accession = fields.text("accession")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("uid", uid)
        fields.put("date", date)
        fields.put("time", time)
        fields.put("description", description)
        fields.put("accession", accession)
        return fields
    }
}

/// The series that a file belongs to. A NIfTI file or a slide is a series of its own.
package struct SeriesIdentity: Sendable, Equatable, FieldCoded {
    package var uid: String
    package var modality: String?
    package var number: Int?
    package var description: String?
    package var bodyPart: String?
    /// `L`, `R` or `B` (both).
    package var laterality: String?
    /// The view of a projection image: `CC`, `MLO`, `AP`.
    package var view: String?
    package var frameOfReference: String?
    package var manufacturer: String?

    package init(uid: String) { self.uid = uid }

    package init?(_ fields: JSONObject) {
        guard let uid = fields.text("uid") else { return nil }
        self.uid = uid
        modality = fields.text("modality")
        number = fields.whole("number")
        description = fields.text("description")
        bodyPart = fields.text("body_part")
        laterality = fields.text("laterality")
        view = fields.text("view")
        frameOfReference = fields.text("frame_of_reference")
        manufacturer = fields.text("manufacturer")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("uid", uid)
        fields.put("modality", modality)
        fields.put("number", number)
        fields.put("description", description)
        fields.put("body_part", bodyPart)
        fields.put("laterality", laterality)
        fields.put("view", view)
        fields.put("frame_of_reference", frameOfReference)
        fields.put("manufacturer", manufacturer)
        return fields
    }
}

/// Which object of its series a DICOM file is.
package struct InstanceIdentity: Sendable, Equatable, FieldCoded {
    /// SOP instance UID.
    package var uid: String
    /// SOP class UID.
    package var sopClass: String
    package var transferSyntax: String
    package var number: Int?
    /// The values of Image Type (0008,0008).
    package var imageType: [String]
    /// Whether pixels were ever compressed with loss.
    package var isLossy: Bool
    /// The file was read although something essential was missing or wrong; said in the notes.
    package var isRepaired: Bool

    package init(uid: String, sopClass: String, transferSyntax: String) {
        self.uid = uid
        self.sopClass = sopClass
        self.transferSyntax = transferSyntax
        imageType = []
        isLossy = false
        isRepaired = false
    }

    package init?(_ fields: JSONObject) {
        guard let uid = fields.text("uid") else { return nil }
        self.uid = uid
        sopClass = fields.text("sop_class") ?? ""
        transferSyntax = fields.text("transfer_syntax") ?? ""
        number = fields.whole("number")
        imageType = fields.texts("image_type")
        isLossy = fields.flag("lossy")
        isRepaired = fields.flag("repaired")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("uid", uid)
        fields.put("sop_class", sopClass)
        fields.put("transfer_syntax", transferSyntax)
        fields.put("number", number)
        fields.put("image_type", imageType)
        fields.put("lossy", isLossy)
        fields.put("repaired", isRepaired)
        return fields
    }
}

/// Another series that a file speaks of.
package struct SeriesReference: Sendable, Equatable, FieldCoded {
    /// Series instance UID; nil where the file names instances only.
    package var series: String?
    package var study: String?
    /// SOP instance UIDs.
    package var instances: [String]

    package init(series: String?, study: String?, instances: [String]) {
        self.series = series
        self.study = study
        self.instances = instances
    }

    package init?(_ fields: JSONObject) {
        series = fields.text("series")
        study = fields.text("study")
        instances = fields.texts("instances")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("series", series)
        fields.put("study", study)
        fields.put("instances", instances)
        return fields
    }
}
