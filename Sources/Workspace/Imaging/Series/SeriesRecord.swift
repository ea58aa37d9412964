import Storage

/// A series as it is stored: files in an order, and what is known of them. It never changes; more files make a new version.
package struct SeriesRecord: Sendable, Equatable {
    package let id: Int
    package let study: Int
    package let uid: String
    /// Counts from 0 where one series of DICOM holds several stacks.
    package let part: Int
    package let version: Int
    package let kind: String
    package let modality: String
    package let frameCount: Int
    /// Members of a JSON object: what contract and viewer call the header, without number, study and range of values.
    package let header: String
    /// The range of stored values, as far as frames were looked at.
    package let range: ClosedRange<Int>?
    /// Which frames there are: SHA-256 over files and numbers.
    package let fingerprint: String

    static let selection = """
        imaging_series.id, imaging_series.study_id, imaging_series.uid, imaging_series.part, imaging_series.version,
        imaging_series.kind, imaging_series.modality, imaging_series.frame_count, imaging_series.header,
        imaging_series.low, imaging_series.high, imaging_series.fingerprint
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        study = cells.int()
        uid = cells.text()
        part = cells.int()
        version = cells.int()
        kind = cells.text()
        modality = cells.text()
        frameCount = cells.int()
        header = cells.text()
        let low = cells.optionalInt()
        let high = cells.optionalInt()
        range = low.flatMap { low in high.flatMap { low <= $0 ? low...$0 : nil } }
        fingerprint = cells.text()
    }
}

/// A study as it is stored.
package struct StudyRecord: Sendable, Equatable {
    package let id: Int
    package let uid: String
    package let date: String?
    package let time: String?
    package let description: String?
    package var series: [SeriesRecord] = []

    static let selection = """
        imaging_study.id, imaging_study.uid, imaging_study.study_date, imaging_study.study_time,
        imaging_study.description
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        uid = cells.text()
        date = cells.optionalText()
        time = cells.optionalText()
        description = cells.optionalText()
    }
}
