package import Exchange
import JSON
import LabelConfig
import Storage

/// Tells whether a task's data have what a project's interface shows, and which keys they have.
///
/// Nearly every task is in order and need not be built in memory to see it; one that is not is looked at again,
/// whole, for the message.
struct TaskCheck {
    private let config: LabelConfig?
    /// The plain keys the interface needs, by the kinds it takes.
    private let plain: [(name: String, kinds: [JSONKind])]
    private let hasOthers: Bool
    /// What stands in for a key nobody has named yet.
    let mediaKey: String
    private(set) var columns = DataColumns()

    init(_ project: Project) {
        let config = try? LabelConfig(parsing: project.labelConfig)
        let keys = config?.dataKeys ?? []
        self.config = keys.isEmpty ? nil : config
        plain = keys.filter { $0.name == $0.root && !$0.reference.isRepeated }.map { ($0.name, $0.kinds) }
        hasOthers = plain.count < keys.count
        mediaKey = keys.count == 1 ? keys[0].root : ImportOptions.undefinedKey
    }

    /// Checks and counts the data of one task.
    mutating func look(at task: ImportedTask, file: String) throws {
        var missing = plain.count
        var isWrong = hasOthers
        var reader = JSONReader(Array(task.data.utf8))
        var names: [String] = []
        do {
            try reader.readObject { (name, reader) throws(JSONError) in
                names.append(name)
                if let key = plain.first(where: { $0.name == name }) {
                    missing -= 1
                    if !key.kinds.contains(Self.kind(try reader.peek())) { isWrong = true }
                }
                try reader.skipValue()
            }
        } catch {
            isWrong = true
        }
        if missing != 0 || isWrong, let config {
            let value = (try? JSONValue(parsing: task.data)) ?? .null
            if let problem = config.validateTaskData(value) {
                throw ImportFault(file: file, record: task.record, line: task.line, what: problem.description)
            }
        }
        columns.add(names: names)
    }

    private static func kind(_ kind: JSONReader.Kind) -> JSONKind {
        switch kind {
        case .null: .null
        case .bool: .boolean
        case .number: .number
        case .string: .text
        case .array: .list
        case .object: .object
        }
    }
}

/// A task that cannot be taken into a project, and where it stands.
package struct ImportFault: DomainError, Equatable {
    package let file: String
    package let record: Int?
    package let line: Int?
    package let what: String

    package init(file: String, record: Int?, line: Int?, what: String) {
        self.file = file
        self.record = record
        self.line = line
        self.what = what
    }

    package init(_ error: ImportError) {
        file = error.file ?? ""
        record = error.record
        line = error.line
        what = error.reason.description
    }

    /// `notes.json, task 4711, line 4712: …`
    package var message: String {
        var place: [String] = []
        if !file.isEmpty { place.append(file) }
        if let record { place.append("task \(record)") }
        if let line { place.append("line \(line)") }
        let rest = what.last == "." ? what : what + "."
        return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + rest + " Nothing was imported."
    }

    package var refusal: Refusal { .invalid(message) }
}
