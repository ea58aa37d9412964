extension HCPCSFile {
    /// The columns of a field, and how many characters each of its values takes.
    private struct Place {
        var field: HCPCSRecord.Field
        var columns: ClosedRange<Int>
        var width: Int

        init(_ field: HCPCSRecord.Field, _ columns: ClosedRange<Int>, each width: Int? = nil) {
            self.field = field
            self.columns = columns
            self.width = width ?? columns.count
        }
    }

    /// CMS record layout 2016, unchanged since; the record has 320 columns.
    private static let places: [Place] = [
        Place(.pricing, 120...127, each: 2), Place(.multiplePricing, 128...128),
        Place(.coverageIssues, 129...146, each: 6), Place(.carriersManual, 147...170, each: 8),
        Place(.statute, 171...180), Place(.laboratory, 181...204, each: 3), Place(.crossReference, 205...229, each: 5),
        Place(.coverage, 230...230), Place(.surgicalCentre, 231...232), Place(.surgicalCentreDate, 233...240),
        Place(.outpatientGroup, 241...243), Place(.outpatientPolicy, 244...244), Place(.outpatientDate, 245...252),
        Place(.processingNote, 253...256), Place(.betos, 257...259), Place(.typeOfService, 261...265, each: 1),
        Place(.anesthesia, 266...268), Place(.added, 269...276), Place(.effective, 277...284),
        Place(.terminated, 285...292), Place(.action, 293...293),
    ]

    /// Reads the file of fixed columns (`…_ANWEB.txt`); lines of text before the first record are a disclaimer.
    init(fixed bytes: [UInt8], name: String, _ problems: inout ProblemList) throws(ImportFailure) {
        self.init(name: name)
        var last = 0
        for line in TextLines(bytes) where !line.isBlank {
            guard let kind = Self.kind(of: line) else {
                if !records.isEmpty {
                    try problems.refuse(
                        name, line.number, "record", "columns 6 to 11 hold no sequence and kind of record")
                }
                continue
            }
            last = line.number
            guard line.bytes.count <= 320 else {
                try problems.refuse(name, line.number, "", "the line is longer than 320 columns")
                continue
            }
            try add(try Self.read(line, kind, name, &problems), &problems)
        }
        if records.isEmpty { try problems.refuse(name, 0, "", "there are no records in it") }
        if records.count >= 1000, bytes.last != 0x0A {
            try problems.refuse(name, last, "", "the last line has no end: the file was cut off")
        }
    }

    /// What kind of record a line is; nil for other text.
    static func kind(of line: TextLines.Line) -> UInt8? {
        guard let kind = line.column(11), [0x33, 0x34, 0x37, 0x38].contains(kind),
            line.columns(6...10).allSatisfy(ICDCode.isDigit)
        else { return nil }
        return kind
    }

    private static func read(
        _ line: TextLines.Line, _ kind: UInt8, _ name: String, _ problems: inout ProblemList
    ) throws(ImportFailure) -> Line {
        var read = Line(
            code: String(decoding: line.columns(1...5).trimmed, as: UTF8.self),
            sequence: Int(String(decoding: line.columns(6...10), as: UTF8.self)) ?? 0, kind: kind, long: "",
            number: line.number
        )
        guard let long = Windows1252.text(line.columns(12...91).trimmed),
            let short = Windows1252.text(line.columns(92...119).trimmed)
        else {
            try problems.refuse(name, line.number, "description", "it holds control characters")
            return read
        }
        read.long = long
        guard kind == 0x33 || kind == 0x37 else { return read }
        read.short = short
        for place in places {
            var values: [String] = []
            for start in stride(from: place.columns.lowerBound, through: place.columns.upperBound, by: place.width) {
                let value = line.columns(start...(start + place.width - 1)).trimmed
                if value.isEmpty { continue }
                guard let text = Windows1252.text(value) else {
                    try problems.refuse(name, line.number, place.field.rawValue, "it holds control characters")
                    continue
                }
                values.append(text)
            }
            if !values.isEmpty { read.fields[place.field] = values }
        }
        return read
    }
}
