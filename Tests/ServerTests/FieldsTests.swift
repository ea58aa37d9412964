import JSON
import Testing

@testable import Server

@Suite struct FieldsTests {
    @Test func `names that repeat become lists`() throws {
        let fields = Fields(form: QueryItems("a=1&b%5B%5D=2&a=3&c=4").items)
        #expect(fields.value == ["a": ["1", "3"], "b": ["2"], "c": "4"])
    }

    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func `a form of a hundred thousand fields is read in time by its length`(_ haveOneName: Bool) throws {
        let items = (0..<100_000).map { (name: haveOneName ? "a" : "a\($0)", value: "") }
        #expect(Fields(form: items).value.object?.count == (haveOneName ? 1 : 100_000))
    }

    @Test func `a number without a positive twin is written`() {
        #expect(JSONNumber(-9_223_372_036_854_775_808.0).integer == .min)
    }
}
