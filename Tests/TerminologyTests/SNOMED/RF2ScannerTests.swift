import Testing

@testable import Terminology

struct RF2ScannerTests {
    private struct Outcome: Equatable {
        var rows: [[String]] = []
        var lines: [Int] = []
        var faults: [String] = []
    }

    private func scan(_ text: [UInt8], columns: Int, chunk: Int) throws -> Outcome {
        let ends = UnsafeMutablePointer<Int32>.allocate(capacity: columns)
        defer { ends.deallocate() }
        var scanner = RF2Scanner(columns: columns, ends: ends, after: 1)
        var outcome = Outcome()
        let fault: (RF2Scanner.Fault, Int) -> Void = { outcome.faults.append("\($0) in line \($1)") }
        var rest = text[...]
        while !rest.isEmpty {
            try Array(rest.prefix(chunk)).withUnsafeBufferPointer { piece in
                try scanner.feed(piece, fault) { row in
                    outcome.rows.append((0..<columns).map { row[$0].text })
                    outcome.lines.append(row.line)
                }
            }
            rest = rest.dropFirst(chunk)
        }
        try scanner.finish(fault)
        return outcome
    }

    @Test func `rows are the same however the file is cut`() throws {
        var random = SeededGenerator(seed: 11)
        let rows = (0..<60).map { _ in
            (0..<4).map { _ in
                String(
                    (0..<Int.random(in: 0...20, using: &random)).map { _ in
                        "abcé0 ’漢".randomElement(using: &random) ?? "a"
                    })
            }
        }
        let text = Array(rows.map { $0.joined(separator: "\t") + "\r\n" }.joined().utf8)
        for chunk in [1, 2, 7, 64, 1000, .max] {
            let outcome = try scan(text, columns: 4, chunk: chunk)
            #expect(outcome == Outcome(rows: rows, lines: Array(2..<62)))
        }
    }

    @Test func `what is wrong with a line is said once, with its number`() throws {
        let text = Array("a\tb\r\na\r\n\r\na\tb\tc\r\na\tb\n".utf8) + [0x61, 9, 0xC3, 0x0D, 0x0A] + Array("a\tb".utf8)
        for chunk in [1, 3, .max] {
            let outcome = try scan(text, columns: 2, chunk: chunk)
            #expect(outcome.rows == [["a", "b"], ["a", "b"]])
            #expect(
                outcome.faults == [
                    "columns(1) in line 3", "columns(1) in line 4", "columns(3) in line 5", "noReturn in line 6",
                    "notText(column: 1) in line 7", "cutOff in line 8",
                ])
        }
    }

    @Test func `a line without an end takes no more memory than a line may`() throws {
        let text = [UInt8](repeating: 0x61, count: 3 << 20) + Array("\r\na\tb\r\n".utf8)
        let outcome = try scan(text, columns: 2, chunk: 1 << 16)
        #expect(outcome == Outcome(rows: [["a", "b"]], lines: [3], faults: ["tooLong in line 2"]))
    }
}
