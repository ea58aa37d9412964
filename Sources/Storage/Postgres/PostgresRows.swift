import CPostgres

/// The rows of one result, in the server's text format.
struct PostgresRows {
    let columns: [String]
    let count: Int

    private let library: CPostgresLibrary
    private let result: OpaquePointer
    private let types: [UInt32]

    /// Pass the names known from an earlier result of the same answer to share them.
    init(_ library: CPostgresLibrary, _ result: OpaquePointer, columns known: [String] = []) {
        self.library = library
        self.result = result
        count = Int(library.ntuples(result))
        let width = library.nfields(result)
        types = (0..<width).map { library.ftype(result, $0) }
        columns =
            known.count == Int(width)
            ? known : (0..<width).map { library.fname(result, $0).map { String(cString: $0) } ?? "" }
    }

    func row(_ index: Int) -> SQLRow {
        SQLRow(columns: columns, values: types.indices.map { value(CInt(index), CInt($0)) })
    }

    private func value(_ row: CInt, _ column: CInt) -> SQLValue {
        guard library.getisnull(result, row, column) == 0, let start = library.getvalue(result, row, column) else {
            return .null
        }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(library.getlength(result, row, column)))
        return PostgresValue.value(bytes, type: types[Int(column)])
    }
}
