import JSON

/// Writes tokens with BIO tags, one a line, and an empty line after each annotation (CoNLL-2003).
///
/// Offsets of spans count Unicode code points. A token belongs to the first span that touches it: overlapping spans and
/// relations have no place in this format.
struct CoNLLWriter: ExportWriter {
    private let schema: ExportSchema

    init(_ schema: ExportSchema) { self.schema = schema }

    mutating func begin(into out: inout [UInt8]) { out.append(contentsOf: "-DOCSTART- -X- O\n".utf8) }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        guard let key = schema.dataKeys.first else { throw ExportError(reason: .noDataKey) }
        for item in try ExportItem.items(of: task, schema: schema) {
            guard let text = item.data[key]?.string else { throw ExportError(task: task.id, reason: .noDataKey) }
            let scalars = Array(text.unicodeScalars)
            let regions = item.outputs.lazy.map(\.regions).first { $0.first?.type == "labels" } ?? []
            var tagger = BIOTagger(regions.compactMap(Self.span))
            for token in TreebankTokenizer.tokens(of: scalars) {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[token])
                out.append(contentsOf: "\(String(view)) -X- _ \(tagger.tag(token))\n".utf8)
            }
            out.append(UInt8(ascii: "\n"))
        }
    }

    mutating func end(into out: inout [UInt8]) {}

    private static func span(_ region: ExportItem.Region) -> BIOTagger.Span? {
        guard let start = region.value["start"]?.integer, let end = region.value["end"]?.integer, start < end else {
            return nil
        }
        return BIOTagger.Span(range: start..<end, label: region.texts("labels")?.first)
    }
}
