import ArgumentParser
import Foundation
import JSON
import Terminology

/// Takes the time of searches in one index; `Bench/terminology.py` starts it and sets it beside others.
struct TerminologyMeasure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Takes the time of searches in an index, or prints the words of its names.",
        shouldDisplay: false
    )

    @Argument(help: "The index, a .vxt file.", completion: .file()) var index: String
    @Option(help: "What is typed, a query a line; a JSON object a query is printed.") var queries: String?
    @Option(help: "Only this code and what is below it.") var below: String?
    @Option(help: "How many concepts.") var limit = 20
    @Flag(help: "Put misspelt words right and explain short forms.") var corrected = false
    @Flag(help: "Print code, number of written words and words of all names, in the order of an answer.") var names =
        false

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let index = try TerminologyIndex.open(self.index)
        let opened = clock.now - start
        let measurement = SearchMeasurement(index)
        let output = FileHandle.standardOutput
        if names {
            var text = ""
            try measurement.forEachName { name in
                text += "\(index.code(name.concept))\t\(name.written)\t\(name.words.joined(separator: " "))\n"
                if text.utf8.count > 1 << 20 {
                    try output.write(contentsOf: Data(text.utf8))
                    text = ""
                }
            }
            try output.write(contentsOf: Data(text.utf8))
        }
        guard let queries else { return }
        var scope: ConceptSet?
        if let below {
            guard let top = index.concept(code: below) else { throw ValidationError("\(below) is not in this index") }
            var set = index.emptySet()
            index.insertDescendants(of: top, orSelf: true, into: &set)
            scope = set
        }
        let texts = try String(contentsOfFile: queries, encoding: .utf8).split(separator: "\n").map(String.init)
        // The first round fetches the pages.
        for round in 0..<2 {
            for text in texts {
                var query = SearchQuery(text, limit: limit)
                query.scope = scope
                query.allowsTypos = corrected
                let row = measurement.time(query)
                guard round == 1 else { continue }
                var writer = JSONWriter()
                writer.object { writer in
                    writer.member("text", text)
                    writer.member("us", row.microseconds)
                    writer.key("words")
                    writer.array { writer in for word in row.words { writer.value(word) } }
                    writer.key("codes")
                    writer.array { writer in for concept in row.concepts { writer.value(index.code(concept)) } }
                }
                try output.write(contentsOf: Data((writer.text + "\n").utf8))
            }
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("open_ms", Double(opened.components.attoseconds) / 1e15)
            writer.member("bytes", index.byteCount)
            writer.member("resident_kb", Self.resident)
        }
        try output.write(contentsOf: Data((writer.text + "\n").utf8))
    }

    /// Kilobytes in memory, those of the index too.
    private static var resident: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
