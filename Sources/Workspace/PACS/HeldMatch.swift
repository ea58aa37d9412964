import Storage

/// What a query of DICOMweb asks for: UIDs, dates and modalities are matched here, the rest the standard lets a server
/// leave out.
package struct HeldMatch: Sendable {
    package var studies: [String] = []
    package var series: [String] = []
    package var instances: [String] = []
    package var modalities: [String] = []
    package var sopClasses: [String] = []
    package var patientID: String?
    /// `20240101`, `20240101-20241231`, `-20241231` or `20240101-`.
    package var studyDate: String?
    package var seriesNumber: Int?
    package var limit = 100
    package var offset = 0

    package init() {}

    /// The conditions on the columns of ``HeldInstance/held(for:)``; `patient` is the key of the patient asked for.
    func condition(patient: String?) -> Query {
        var conditions: [Query] = ["1 = 1"]
        if !studies.isEmpty { conditions.append("study IN (\(list: studies))") }
        if !series.isEmpty { conditions.append("series IN (\(list: series))") }
        if !instances.isEmpty { conditions.append("sop IN (\(list: instances))") }
        if !modalities.isEmpty { conditions.append("modality IN (\(list: modalities))") }
        if !sopClasses.isEmpty { conditions.append("sop_class IN (\(list: sopClasses))") }
        if let seriesNumber { conditions.append("number = \(seriesNumber)") }
        if patientID != nil { conditions.append("patient_key = \(patient ?? "")") }
        if let (first, last) = dates {
            if let first { conditions.append("replace(study_date, '-', '') >= \(first)") }
            if let last { conditions.append("replace(study_date, '-', '') <= \(last)") }
        }
        return Query.joined(conditions, separator: " AND ")
    }

    private var dates: (String?, String?)? {
        guard let studyDate, !studyDate.isEmpty else { return nil }
        let ends = studyDate.split(separator: "-", omittingEmptySubsequences: false).map {
            String($0.filter(\.isNumber))
        }
        guard ends.count == 2 else { return (ends.first, ends.first) }
        return (ends[0].isEmpty ? nil : ends[0], ends[1].isEmpty ? nil : ends[1])
    }
}
