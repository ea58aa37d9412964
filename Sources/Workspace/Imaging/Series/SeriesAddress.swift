import JSON
import Storage

/// How the data of a task name a series: `/api/imaging/series/12`, or something below it.
package enum SeriesAddress {
    static let path = "/api/imaging/series/"

    package static func text(_ id: Int) -> String { path + String(id) }

    /// The series that a task's data name, in order of their first mention.
    ///
    /// The data are looked through as text: a slash may be written `\\/`, and nearly all data name no series.
    static func all(in data: String) -> [Int] {
        guard data.mentions("imaging") else { return [] }
        let plain = data.mentions("\\/") ? data.replacing("\\/", with: "/") : data
        var found: [Int] = []
        var rest = plain[...]
        while let range = rest.firstRange(of: path) {
            rest = rest[range.upperBound...]
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if let id = Int(digits), !found.contains(id) { found.append(id) }
        }
        return found
    }

    /// The data with another number of a series, wherever they name it.
    static func renamed(_ old: Int, to new: Int, in data: String) -> String {
        let isEscaped = data.mentions("\\/")
        var rest = (isEscaped ? (try? JSONValue(parsing: data))?.text ?? data : data)[...]
        var renamed = ""
        while let range = rest.firstRange(of: path) {
            renamed += rest[..<range.upperBound]
            rest = rest[range.upperBound...]
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            renamed += Int(digits) == old ? String(new) : String(digits)
            rest = rest[digits.endIndex...]
        }
        return renamed + rest
    }

    /// Notes which series the tasks show, as far as the organisation has them.
    static func store(_ uses: [(task: Int, series: [Int])], of organization: Int, in connection: any SQLConnection)
        throws
    {
        let named = Set(uses.flatMap(\.series))
        guard !named.isEmpty else { return }
        let known = Set(
            try connection.query(
                """
                SELECT id FROM imaging_series
                WHERE organization_id = \(organization) AND id IN (\(list: named.sorted()))
                """
            ).map { $0.int("id") }
        )
        for use in uses {
            for series in use.series where known.contains(series) {
                try connection.execute(
                    """
                    INSERT INTO imaging_use (task_id, series_id) VALUES (\(use.task), \(series))
                    ON CONFLICT (task_id, series_id) DO NOTHING
                    """
                )
            }
        }
    }

    /// Notes anew what a task shows after its data changed.
    static func replace(_ task: Int, data: String, of organization: Int, in connection: any SQLConnection) throws {
        try connection.execute("DELETE FROM imaging_use WHERE task_id = \(task)")
        try store([(task, all(in: data))], of: organization, in: connection)
    }
}
