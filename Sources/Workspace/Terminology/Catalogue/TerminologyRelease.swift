package import JSON
import Storage
package import Terminology

/// A version of a code system that was loaded, as the catalogue keeps it. It never changes but for being the default.
package struct TerminologyRelease: Sendable, Equatable {
    package var id = 0
    package var organization: Int
    /// Short name in configs, addresses and commands.
    package var key: String
    package var title: String
    package var uri: String
    package var version: String
    package var versionURI: String
    /// Whether somebody chose it; where nobody did, the newest version is the default.
    package var isChosen = false
    /// The project whose own tree it is.
    package var project: Int?
    /// The name of its file in the folder.
    package var file: String
    package var size = 0
    package var concepts = 0
    package var active = 0
    package var descriptions = 0
    package var licence: Licence
    /// The files it was read from.
    package var sources: [SourceFile] = []
    /// What was odd in the files and still taken: the first hundred, and how many in all.
    package var problems: [ImportProblem] = []
    package var problemCount = 0
    package var loadedBy: Int
    package var loadedAt: Int

    /// `snomed@20260101`
    package var name: String { "\(key)@\(version)" }

    /// Whether its version is later than another's: numbers in it count as numbers.
    package func isNewer(than other: TerminologyRelease) -> Bool {
        let order = Self.compare(version, other.version)
        return order == 0 ? (loadedAt, id) > (other.loadedAt, other.id) : order > 0
    }

    /// Orders `2.9` before `2.81`'s 81, and `2025` before `2026`.
    private static func compare(_ left: String, _ right: String) -> Int {
        var (left, right) = (Substring(left), Substring(right))
        while let a = left.first, let b = right.first {
            if a.isNumber, b.isNumber {
                let (one, other) = (number(&left), number(&right))
                if one.count != other.count { return one.count < other.count ? -1 : 1 }
                if one != other { return one < other ? -1 : 1 }
            } else {
                if a != b { return a < b ? -1 : 1 }
                left.removeFirst()
                right.removeFirst()
            }
        }
        return left.isEmpty == right.isEmpty ? 0 : left.isEmpty ? -1 : 1
    }

    /// Takes the digits at the front, without leading zeros.
    private static func number(_ text: inout Substring) -> Substring {
        let digits = text.prefix { $0.isNumber }
        text = text.dropFirst(digits.count)
        return digits.drop { $0 == "0" }
    }
}

extension TerminologyRelease {
    static let selection = """
        id, organization_id, key, title, uri, version, version_uri, is_default, project_id, file, size, concepts,
        active, descriptions, licence_title, licence_summary, licence_notice, redistributable, sources, problems,
        problem_count, loaded_by, loaded_at
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        organization = cells.int()
        key = cells.text()
        title = cells.text()
        uri = cells.text()
        version = cells.text()
        versionURI = cells.text()
        isChosen = cells.bool()
        project = cells.optionalInt()
        file = cells.text()
        size = cells.int()
        concepts = cells.int()
        active = cells.int()
        descriptions = cells.int()
        licence = Licence(
            title: cells.text(), summary: cells.text(), notice: cells.text(), isRedistributable: cells.bool())
        sources = ((try? JSONValue(parsing: cells.text()))?.array ?? []).map {
            SourceFile(name: $0["name"]?.string ?? "", rows: $0["rows"]?.integer ?? 0)
        }
        problems = ((try? JSONValue(parsing: cells.text()))?.array ?? []).map { ImportProblem($0) }
        problemCount = cells.int()
        loadedBy = cells.int()
        loadedAt = cells.int()
    }

    static let columns = [
        "organization_id", "key", "title", "uri", "version", "version_uri", "is_default", "project_id", "file", "size",
        "concepts", "active", "descriptions", "licence_title", "licence_summary", "licence_notice", "redistributable",
        "sources", "problems", "problem_count", "loaded_by", "loaded_at",
    ]

    var values: [SQLValue] {
        var sources = JSONWriter()
        sources.array { writer in
            for source in self.sources {
                writer.object { writer in
                    writer.member("name", source.name)
                    writer.member("rows", source.rows)
                }
            }
        }
        var problems = JSONWriter()
        problems.problems(self.problems)
        return [
            organization.sqlValue, key.sqlValue, title.sqlValue, uri.sqlValue, version.sqlValue, versionURI.sqlValue,
            isChosen.sqlValue, project.sqlValue, file.sqlValue, size.sqlValue, concepts.sqlValue, active.sqlValue,
            descriptions.sqlValue, licence.title.sqlValue, licence.summary.sqlValue, licence.notice.sqlValue,
            licence.isRedistributable.sqlValue, sources.text.sqlValue, problems.text.sqlValue, problemCount.sqlValue,
            loadedBy.sqlValue, loadedAt.sqlValue,
        ]
    }

    /// What distinguishes two states of a release in the event log.
    var fingerprint: String { EventLog.hash("\(name)\u{1F}\(file)\u{1F}\(isChosen)") }
}

extension ImportProblem {
    package init(_ value: JSONValue) {
        self.init(
            file: value["file"]?.string ?? "", line: value["line"]?.integer ?? 0,
            column: value["column"]?.string ?? "", reason: value["reason"]?.string ?? "")
    }
}

extension JSONWriter {
    /// Problems of files with their places.
    package mutating func problems(_ problems: [ImportProblem]) {
        array { writer in
            for problem in problems {
                writer.object { writer in
                    writer.member("file", problem.file)
                    writer.member("line", problem.line)
                    writer.member("column", problem.column)
                    writer.member("reason", problem.reason)
                }
            }
        }
    }
}

extension TerminologyRelease {
    /// Whether its codes say if they may be used on a claim.
    package var saysBilling: Bool {
        ["http://hl7.org/fhir/sid/icd-10-cm", "http://www.cms.gov/Medicare/Coding/ICD10"].contains(uri)
            || ["icd10cm", "icd10pcs"].contains(key)
    }
}
