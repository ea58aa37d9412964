/// Reads tables on one thread: rows, their four common columns, and which of several rows of a component counts.
struct RF2Reader {
    /// What every row begins with.
    struct Head {
        /// The identifier, or the member's UUID folded.
        var id: UInt64
        /// YYYYMMDD.
        var time: UInt32
        var isActive: Bool
        var module: UInt16
    }

    /// How the rows of a table are told from each other.
    enum Key {
        case component(SnomedIdentifier.Component)
        /// A UUID.
        case member
        /// Two columns together: a foreign identifier and its scheme.
        case identifier(text: Int, scheme: Int)
    }

    let session: RF2Session
    var log = RF2Log()
    /// Rows by file, for the catalogue.
    private(set) var sources: [SourceFile] = []
    private var lastModule: (code: UInt64, index: UInt16) = (0, 0)
    private var lastDay: (text: UInt64, day: UInt32) = (0, 0)
    private let tables = SnomedIdentifier.tables

    init(_ session: RF2Session) { self.session = session }

    mutating func add(_ file: SourceFile) {
        // A file that is read twice counts once.
        if !sources.contains(where: { $0.name == file.name }) { sources.append(file) }
    }

    /// Reads the tables of one kind, one after the other; each component comes once.
    ///
    /// - Parameter make: makes the empty table; asked again where it turns out that rows must be weighed against each other.
    mutating func read<Table>(
        _ files: [RF2File], _ key: Key, _ step: ImportStep, _ make: () -> Table,
        _ body: (inout Table, inout RF2Reader, RF2File, RF2Row, Head) throws -> Void,
        ended: (inout Table, inout RF2Reader, RF2File) throws -> Void = { _, _, _ in }
    ) throws -> Table {
        guard !session.package.isFull else { return try readNewest(files, key, step, make, body, ended: ended) }
        let before = log
        var table = make()
        var all = DuplicateCheck(expecting: files.reduce(0) { $0 + $1.entry.size } / 100)
        for file in files {
            let count = try rows(file, key, step) { reader, row, head in
                all.add(head.id)
                try body(&table, &reader, file, row, head)
            }
            try ended(&table, &self, file)
            add(SourceFile(name: file.name, rows: count))
        }
        let twice = all.takeDuplicates()
        guard !twice.isEmpty else { return table }
        let wrong = log.count
        for file in files { try nameDuplicates(twice, file, key, step) }
        // Not twice in one file: an extension has another state of a component of the edition it extends.
        guard log.count == wrong else { return table }
        log = before
        return try readNewest(files, key, step, make, body, ended: ended)
    }

    /// Reads twice: first which row of each component counts, then those rows.
    private mutating func readNewest<Table>(
        _ files: [RF2File], _ key: Key, _ step: ImportStep, _ make: () -> Table,
        _ body: (inout Table, inout RF2Reader, RF2File, RF2Row, Head) throws -> Void,
        ended: (inout Table, inout RF2Reader, RF2File) throws -> Void
    ) throws -> Table {
        let day = session.package.day ?? .max
        var newest = IdentifierTable(expecting: files.reduce(0) { $0 + $1.entry.size } / 150)
        for file in files {
            var same = DuplicateCheck(expecting: file.entry.size / 100)
            let count = try rows(file, key, step) { reader, _, head in
                same.add(reader.state(head))
                guard head.time <= day else { return }
                let before = newest[head.id]
                if before == IdentifierTable.none || head.time > before { newest.set(head.id, head.time) }
            }
            add(SourceFile(name: file.name, rows: count))
            try nameDuplicates(same.takeDuplicates(), file, key, step)
        }
        var table = make()
        for file in files {
            // What is wrong with heads was said in the first round.
            _ = try rows(file, key, step, isQuiet: true) { reader, row, head in
                guard newest[head.id] == head.time else { return }
                // Taken: a row of the same day in another file is no other state.
                newest.set(head.id, 0)
                try body(&table, &reader, file, row, head)
            }
            try ended(&table, &self, file)
        }
        return table
    }

    /// What may come only once: a component, or its state on a day.
    private func state(_ head: Head) -> UInt64 {
        session.package.isFull ? head.id ^ UInt64(head.time) &* 0x9E37_79B9_7F4A_7C15 : head.id
    }

    /// Reads a file again to say in which lines the components stand that came twice.
    private mutating func nameDuplicates(_ twice: Set<UInt64>, _ file: RF2File, _ key: Key, _ step: ImportStep) throws {
        guard !twice.isEmpty else { return }
        let isFull = session.package.isFull
        var first: [UInt64: Int] = [:]
        _ = try rows(file, key, step, isQuiet: true) { reader, row, head in
            let state = reader.state(head)
            guard twice.contains(state) else { return }
            guard let line = first[state] else { return first[state] = row.line }
            reader.log.refuse(
                file.name, row.line, file.columns[0],
                "\(row[0].shown) stands a second time\(isFull ? " for the same day" : ""), first in line \(line)")
        }
    }

    /// Hands out every sound row of a file and answers how many rows there are.
    private mutating func rows(
        _ file: RF2File, _ key: Key, _ step: ImportStep, isQuiet: Bool = false,
        _ body: (inout RF2Reader, RF2Row, Head) throws -> Void
    ) throws -> Int {
        let ends = UnsafeMutablePointer<Int32>.allocate(capacity: file.columns.count)
        ends.initialize(repeating: 0, count: file.columns.count)
        defer { ends.deallocate() }
        var scanner = RF2Scanner(columns: file.columns.count, ends: ends, after: 1)
        let places = Places(file)
        var header = file.headerBytes
        func fault(_ fault: RF2Scanner.Fault, _ line: Int) { if !isQuiet { note(fault, line, file) } }
        func take(_ row: RF2Row) throws {
            guard let head = head(row, file, key, places, isQuiet) else { return }
            try body(&self, row, head)
        }
        let session = session
        try session.source.read(file.entry, chunk: 1 << 18) { chunk in
            try session.advance(chunk.count, step)
            let skipped = min(header, chunk.count)
            header -= skipped
            try scanner.feed(UnsafeBufferPointer(rebasing: chunk[skipped...]), fault, take)
        }
        try scanner.finish(fault)
        return scanner.line - 1
    }

    private mutating func note(_ fault: RF2Scanner.Fault, _ line: Int, _ file: RF2File) {
        switch fault {
        case .columns(let count):
            log.refuse(file.name, line, "", "\(count) columns stand where \(file.columns.count) are expected")
        case .tooLong: log.refuse(file.name, line, "", "the line is longer than \(RF2Scanner.mostRowBytes) bytes")
        case .notText(let column): log.refuse(file.name, line, file.columns[column], "the text is not UTF-8")
        case .cutOff:
            log.refuse(file.name, line, "", "the last line does not end: the file was cut off or changed")
        case .noReturn:
            log.warn("lines end with LF alone", file.name, line, "", "the line ends with LF alone, not with CR LF")
        }
    }

    // MARK: The common columns

    private struct Places {
        var time = 1
        var active = 2
        var module = 3

        init(_ file: RF2File) {
            // The scheme came first in the identifier files before 2022.
            if file.columns[0].lowercased() == "identifierschemeid" { (time, active, module) = (2, 3, 4) }
        }
    }

    @inline(__always)
    private mutating func head(_ row: RF2Row, _ file: RF2File, _ key: Key, _ places: Places, _ isQuiet: Bool) -> Head? {
        let id: UInt64
        switch key {
        case .component(let component):
            let field = row[0]
            id = field.identifier
            guard id != 0, Self.isOf(component, field), SnomedIdentifier.isChecked(field, tables) else {
                refuse(isQuiet, file, row, 0, Self.fault(field, component))
                return nil
            }
        case .member:
            id = row[0].member
            guard id != 0 else {
                refuse(isQuiet, file, row, 0, "\(row[0].shown) is no UUID")
                return nil
            }
        case .identifier(let text, let scheme):
            id = Self.fold(row[text], row[scheme])
            guard row[text].count > 0 else {
                refuse(isQuiet, file, row, text, "the identifier is missing")
                return nil
            }
        }
        let time = day(row[places.time])
        guard time != 0 else {
            refuse(isQuiet, file, row, places.time, "\(row[places.time].shown) is no day written YYYYMMDD")
            return nil
        }
        let active = row[places.active]
        guard active.count == 1, active.start[0] & 0xFE == 0x30 else {
            refuse(isQuiet, file, row, places.active, "\(active.shown) is neither 0 nor 1")
            return nil
        }
        let module = row[places.module]
        let code = module.identifier
        if code == 0 || code != lastModule.code {
            guard SnomedIdentifier.isSound(code), SnomedIdentifier.component(of: code) == .concept,
                let index = session.module(code)
            else {
                refuse(isQuiet, file, row, places.module, Self.fault(module, .concept))
                return nil
            }
            lastModule = (code, index)
        }
        return Head(id: id, time: time, isActive: active.start[0] == 0x31, module: lastModule.index)
    }

    private mutating func refuse(
        _ isQuiet: Bool, _ file: RF2File, _ row: RF2Row, _ column: Int, _ reason: @autoclosure () -> String
    ) {
        if !isQuiet { log.refuse(file.name, row.line, file.columns[column], reason()) }
    }

    @inline(__always)
    private mutating func day(_ field: RF2Field) -> UInt32 {
        guard field.count == 8 else { return 0 }
        let text = UnsafeRawPointer(field.start).loadUnaligned(as: UInt64.self)
        if text == lastDay.text { return lastDay.day }
        lastDay = (text, field.day)
        return lastDay.day
    }

    /// Whether the partition is that of a kind of component, in the short or the long form.
    @inline(__always)
    private static func isOf(_ component: SnomedIdentifier.Component, _ field: RF2Field) -> Bool {
        let form = field.start[field.count - 3]
        return field.start[field.count - 2] == 0x30 + component.rawValue
            && (form == 0x30 || form == 0x31 && field.count >= 11)
    }

    /// Why a field is no identifier.
    static func fault(_ field: RF2Field, _ component: SnomedIdentifier.Component) -> String {
        let number = field.identifier
        guard number != 0 else { return "\(field.shown) is no SNOMED CT identifier, which has 6 to 18 digits" }
        guard SnomedIdentifier.component(of: number) == component else {
            return "\(number) is no identifier of a \(component): its partition is another"
        }
        return SnomedIdentifier.isSound(number)
            ? "\(number) is not expected here" : "the check digit of \(number) is wrong"
    }

    private static func fold(_ text: RF2Field, _ scheme: RF2Field) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325 ^ scheme.identifier
        for byte in text.buffer { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return value == 0 ? 1 : value
    }
}
