import Testing

@testable import Workspace

@Suite struct ISOTimeTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000Z"), (1_795_453_735_012_684, "2026-11-23T17:08:55.012684Z"),
        (-1, "1969-12-31T23:59:59.999999Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
        (4_107_542_399_000_000, "2100-02-28T23:59:59.000000Z"),
    ])
    func `an instant and its text are one`(_ instant: Int, _ text: String) {
        #expect(ISOTime.text(instant) == text)
        #expect(ISOTime.microseconds(text) == instant)
    }

    @Test(arguments: [
        ("2026-11-23", 1_795_392_000_000_000), ("2026-11-23T17:08:55Z", 1_795_453_735_000_000),
        ("2026-11-23 17:08:55.5", 1_795_453_735_500_000), ("2026-11-23T18:08:55+01:00", 1_795_453_735_000_000),
        ("2026-11-23T17:08:55.1234567Z", 1_795_453_735_123_456), ("2026-11-23T11:38-0530", 1_795_453_680_000_000),
    ])
    func `other ways to write it are read`(_ text: String, _ instant: Int) {
        #expect(ISOTime.microseconds(text) == instant)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-1-1", "2026-11-23T", "2026-11-23T25:00", "yesterday", "2026-11-23Zx",
    ])
    func `what is no instant is not read`(_ text: String) {
        #expect(ISOTime.microseconds(text) == nil)
    }

    @Test(arguments: [
        (0, "0\u{A0}minutes"), (59, "0\u{A0}minutes"), (60, "1\u{A0}minute"),
        (3 * 3600 + 120, "3\u{A0}hours, 2\u{A0}minutes"),
        (86400, "1\u{A0}day"), (8 * 86400, "1\u{A0}week, 1\u{A0}day"),
    ])
    func `how long ago is said in at most two parts`(_ seconds: Int, _ text: String) {
        #expect(ISOTime.ago(0, now: seconds * 1_000_000) == text)
    }
}
