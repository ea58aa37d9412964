import Testing

@testable import Terminology

struct TableScannerTests {
    /// The rows of a text fed in chunks of some size: line, then fields.
    private func rows(_ text: String, _ format: TableFormat = .commas, chunk: Int = 4096) throws -> [[String]] {
        var rows: [[String]] = []
        var scanner = TableScanner(format)
        let take = { (row: TableRow) in rows.append([String(row.line)] + (0..<row.count).map { row.text($0) }) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try Array(rest.prefix(chunk)).withUnsafeBufferPointer { try scanner.feed($0, take) }
            rest = rest.dropFirst(chunk)
        }
        try scanner.finish(take)
        return rows
    }

    @Test(arguments: [1, 2, 3, 5, 7, 4096])
    func `quotes, doubled quotes, line ends inside them and a mark at the start are read, wherever chunks end`(
        chunk: Int
    ) throws {
        let text = "\u{FEFF}\"a\",b,\"c\"\r\n\"x\"\"y\",\"1,2\",\"two\r\nlines\"\n\n,\"\",end"
        #expect(
            try rows(text, chunk: chunk) == [
                ["1", "a", "b", "c"], ["2", "x\"y", "1,2", "two\r\nlines"], ["5", "", "", "end"],
            ])
    }

    @Test(arguments: [1, 3, 4096])
    func `tables without quotes take them as they are`(chunk: Int) throws {
        #expect(
            try rows("a\t\"b\"\tc\r\nd\t\t5\" tube\n", .tabs, chunk: chunk) == [
                ["1", "a", "\"b\"", "c"], ["2", "d", "", "5\" tube"],
            ])
    }

    @Test func `the bar after the last field ends it`() throws {
        #expect(try rows("a|b|\nc||\n", .pipes) == [["1", "a", "b"], ["2", "c", ""]])
    }

    @Test func `a quote that is never closed is refused with the line it is in`() {
        #expect(throws: TableFault(line: 2, field: 1, reason: "a quote is opened and never closed")) {
            try rows("a,b\nc,\"d\ne,f\n")
        }
    }

    @Test func `text after a closing quote is refused with its field`() {
        #expect(
            throws: TableFault(
                line: 1, field: 1, reason: "something stands between a closing quote and the end of the field")
        ) { try rows("a,\"b\"c,d\n") }
    }

    @Test func `UTF-8 is told from what only looks like it`() {
        func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { UTF8Check.isValid($0) } }
        #expect(isValid(Array("Ménière’s 病 🫀 plain text of some length".utf8)))
        for bad: [UInt8] in [
            [0x80], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
            [0xC3, 0x41],
        ] {
            #expect(!isValid(bad))
            #expect(!isValid(Array("longer than eight".utf8) + bad))
            #expect(String(validating: bad, as: UTF8.self) == nil)
        }
    }

    @Test func `codes and numbers are found again by the thousand`() {
        var codes = CodeTable()
        var numbers = NumberTable()
        for number in 0..<5000 {
            let isNewCode = codes.insert("C\(number)").isNew
            let isNewNumber = numbers.insert(UInt64(number * 7919), UInt32(number))
            #expect(isNewCode && isNewNumber)
        }
        let isNewCode = codes.insert("C77").isNew
        let isNewNumber = numbers.insert(7919)
        #expect(!isNewCode && !isNewNumber)
        #expect((0..<5000).allSatisfy { codes.row("C\($0)") == UInt32($0) && numbers[UInt64($0 * 7919)] == UInt32($0) })
        #expect(codes.row("C5000") == nil && numbers[3] == nil)
    }

    @Test(arguments: [
        ("718-7", true), ("718-8", false), ("4548-4", true), ("LP14355-9", true), ("LP14355-2", true),
        ("LP14355-1", false),
        ("LA6576-8", true), ("LL360-9", true), ("-7", false), ("7187", false), ("7a8-7", false), ("LP-9", false),
    ])
    func `check digits of LOINC codes`(code: String, isRight: Bool) {
        #expect(Array(code.utf8).withUnsafeBufferPointer { CheckDigit.isLOINC($0) } == isRight)
    }
}
