import Testing

@testable import Terminology

struct TextColumnTests {
    @Test func `texts come back as they were put, empty ones too`() {
        var column = TextColumn()
        for text in ["Fieber", "", "Ménière’s disease"] { column.append(text) }
        column.append(utf8: Array("lung".utf8)[1...])
        #expect(column.count == 4)
        #expect((0..<4).map { column[$0] } == ["Fieber", "", "Ménière’s disease", "ung"])
    }
}
