/// What the ending of a file's name says about how its tasks are read.
package enum TaskFileKind: Sendable, Equatable {
    case json
    case csv
    case tsv
    /// One task a line.
    case text
    /// The whole text of the file is one task's data.
    case markup
    /// The file is stored and one task points at it.
    case media

    package init(fileNamed name: String) throws(ImportError) {
        let ending = name.split(separator: "/").last.map(String.init) ?? name
        guard let dot = ending.lastIndex(of: "."), dot != ending.startIndex else {
            throw ImportError(file: name, reason: .unknownKind(ending))
        }
        switch ending[dot...].lowercased() {
        case ".json", ".jsonl", ".ndjson": self = .json
        case ".csv": self = .csv
        case ".tsv": self = .tsv
        case ".txt": self = .text
        case ".htm", ".html", ".xml", ".xhtml": self = .markup
        case ".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".svg", ".tif", ".tiff", ".avif", ".pdf", ".wav", ".mp3",
            ".m4a", ".flac", ".ogg", ".aac", ".mp4", ".webm", ".mov", ".avi", ".mkv":
            self = .media
        case let other: throw ImportError(file: name, reason: .unknownKind(other))
        }
    }

    /// Whether the file could also be meant as one task that points at it.
    package var couldBeTasksList: Bool { self == .csv || self == .tsv || self == .text }

    /// A reader of the tasks inside such a file; nil for media, whose one task is ``ImportedTask/media(url:key:)``.
    package func reader(_ options: ImportOptions = ImportOptions()) -> (any TaskReader)? {
        switch self {
        case .json: JSONTaskReader(options)
        case .csv: DelimitedTaskReader(delimiter: nil, options)
        case .tsv: DelimitedTaskReader(delimiter: UInt8(ascii: "\t"), options)
        case .text: LineTaskReader(options)
        case .markup: DocumentTaskReader(options)
        case .media: nil
        }
    }
}
