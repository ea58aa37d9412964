/// The concepts of a release as they are read.
struct ConceptTable: Sendable {
    private(set) var codes: [UInt64] = []
    private(set) var flags: [ConceptFlags] = []
    private(set) var module: [UInt16] = []
    private(set) var time: [UInt32] = []
    private(set) var rows: IdentifierTable

    init(expecting bytes: Int) {
        // A row has 67 bytes.
        let count = bytes / 60
        rows = IdentifierTable(expecting: count)
        codes.reserveCapacity(count)
        flags.reserveCapacity(count)
        module.reserveCapacity(count)
        time.reserveCapacity(count)
    }

    mutating func take(_ row: RF2Row, _ head: RF2Reader.Head, _ file: RF2File, _ log: inout RF2Log) {
        let status = row[4].identifier
        guard status == SnomedConstants.primitive || status == SnomedConstants.defined else {
            return log.refuse(
                file.name, row.line, file.columns[4], "\(row[4].shown) is neither “primitive” nor “defined”")
        }
        var flags: ConceptFlags = status == SnomedConstants.defined ? .defined : []
        if head.isActive { flags.formUnion([.active, .selectable]) }
        add(head.id, flags, head.module, head.time)
    }

    mutating func add(_ code: UInt64, _ flags: ConceptFlags, _ module: UInt16, _ time: UInt32) {
        rows.set(code, UInt32(codes.count))
        codes.append(code)
        self.flags.append(flags)
        self.module.append(module)
        self.time.append(time)
    }

    @inline(__always)
    subscript(code: UInt64) -> UInt32 { rows[code] }

    @inline(__always)
    func isActive(_ row: UInt32) -> Bool { flags[Int(row)].contains(.active) }
}
