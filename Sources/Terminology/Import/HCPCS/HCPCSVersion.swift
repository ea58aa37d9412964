/// The quarter of a release: `2020` of a yearly file, `2025-10` of `HCPC2025_OCT_ANWEB`.
enum HCPCSVersion {
    private static let months = [
        "JAN": "01", "FEB": "02", "MAR": "03", "APR": "04", "MAY": "05", "JUN": "06", "JUL": "07", "AUG": "08",
        "SEP": "09",
        "OCT": "10", "NOV": "11", "DEC": "12",
    ]

    static func find(in name: some StringProtocol) -> String? {
        guard let year = ICDYear.find(in: name) else { return nil }
        let words = name.uppercased().split { !$0.isLetter }
        let month = words.lazy.compactMap { months[String($0.prefix(3))] }.first
        return month.map { "\(year)-\($0)" } ?? year
    }

    /// The first day of a version, YYYYMMDD; nil where it is written otherwise.
    static func day(_ version: String) -> UInt32? {
        let parts = version.split(separator: "-").compactMap { UInt32($0) }
        guard let year = parts.first, 1990...2199 ~= year else { return nil }
        let month = parts.count > 1 ? parts[1] : 1
        return 1...12 ~= month ? year * 10000 + month * 100 + 1 : nil
    }
}
