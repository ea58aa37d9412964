import Storage

/// A DICOM object that is kept here, and the study and series it belongs to.
package struct HeldInstance: Sendable, Equatable {
    package let study: String
    package let series: String
    package let sop: String
    package let sopClass: String
    package let modality: String
    package let number: Int?
    package let frames: Int
    let blob: String
    package let name: String

    init(_ row: SQLRow) {
        study = row.string("study")
        series = row.string("series")
        sop = row.string("sop")
        sopClass = row.string("sop_class")
        modality = row.string("modality")
        number = row.optionalInt("number")
        frames = row.int("frames")
        blob = row.string("blob")
        name = row.string("name")
    }

    /// All that a member may look at, as a query to select from: pictures with their series, and other objects.
    ///
    /// A series that grew has versions; an instance is one all the same.
    static func held(for member: Member) -> Query {
        var query: Query = """
            SELECT DISTINCT imaging_study.uid AS study, imaging_study.study_date AS study_date,
                imaging_study.patient_key AS patient_key, imaging_instance.series_uid AS series,
                imaging_series.modality AS modality, imaging_series.number AS number, imaging_instance.sop AS sop,
                imaging_instance.sop_class AS sop_class, imaging_instance.frames AS frames,
                imaging_instance.blob AS blob, imaging_instance.name AS name
            FROM imaging_instance
            JOIN imaging_series_instance ON imaging_series_instance.instance_id = imaging_instance.id
            JOIN imaging_series ON imaging_series.id = imaging_series_instance.series_id
            JOIN imaging_study ON imaging_study.id = imaging_series.study_id
            WHERE imaging_instance.sop_class <> '' AND \(SeriesAccess.condition(for: member))
            """
        query += """
             UNION SELECT study_uid, study_date, patient_key, series_uid, modality, number, sop, sop_class, 0, blob, sop
            FROM dicom_object WHERE organization_id = \(member.organization)
            """
        if !member.role.may(.manageProjects) { query += " AND created_by = \(member.id)" }
        return query
    }
}
