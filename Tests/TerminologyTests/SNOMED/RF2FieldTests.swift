import Testing

@testable import Terminology

struct RF2FieldTests {
    private func field<Value>(_ text: String, _ body: (RF2Field) -> Value) -> Value? {
        // Eight bytes more behind, as in a chunk; they must not matter.
        Array((text + "\t9999999").utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { body(RF2Field(start: $0, count: text.utf8.count)) }
        }
    }

    @Test func `numbers are read as plain Swift reads them`() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...20, using: &random)
            var text = String((0..<length).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
            if Int.random(in: 0..<3, using: &random) == 0, let place = text.indices.randomElement(using: &random) {
                text.replaceSubrange(
                    place...place, with: ["/", ":", " ", "-", "é", "\u{0}", "p"].randomElement(using: &random) ?? "")
            }
            let plain = UInt64(text) ?? 0
            let isIdentifier =
                text.utf8.count >= 6 && text.utf8.count <= 18 && text.first != "0" && text.allSatisfy { $0.isNumber }
            #expect(field(text) { $0.identifier } == (isIdentifier ? plain : 0), "\(text)")
            let isSmall =
                (1...9).contains(text.utf8.count) && text.allSatisfy { $0.isASCII } && text.allSatisfy { $0.isNumber }
            #expect(field(text) { $0.small } == (isSmall ? Int32(text) : nil), "\(text)")
        }
    }

    @Test(
        arguments: [
            ("20260101", 20_260_101), ("20021231", 20_021_231), ("20261301", 0), ("20260100", 0), ("20260132", 0),
            ("2026010", 0), ("202601011", 0), ("2026-1-1", 0), ("", 0), ("00000101", 0), ("２０２６", 0),
        ] as [(String, UInt32)])
    func `days have a month and a day`(text: String, day: UInt32) { #expect(field(text) { $0.day } == day) }

    @Test func `members are UUIDs, and others fold to other numbers`() {
        let id = "a786ef03-2107-4019-b305-0e4e30dd77f2"
        let folded = field(id) { $0.member }
        #expect(folded != 0)
        #expect(field(id.uppercased()) { $0.member } == folded)
        for place in id.indices where id[place] != "-" {
            var other = id
            other.replaceSubrange(place...place, with: id[place] == "1" ? "2" : "1")
            #expect(field(other) { $0.member } != folded)
            other.replaceSubrange(place...place, with: "g")
            #expect(field(other) { $0.member } == 0)
        }
        for wrong in ["", "a786ef03-2107-4019-b305-0e4e30dd77f", "a786ef0302107-4019-b305-0e4e30dd77f2", id + "0"] {
            #expect(field(wrong) { $0.member } == 0)
        }
    }
}
