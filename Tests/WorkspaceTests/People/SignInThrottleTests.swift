import Testing

@testable import Workspace

@Suite struct SignInThrottleTests {
    @Test func `an account waits longer with each failure from the fifth on`() {
        var state = SignInThrottle.State()
        var waits: [Int] = []
        for _ in 0..<11 {
            state.failAccount(now: 0)
            waits.append(state.blockedUntil / 1_000_000)
        }
        #expect(waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 900, 900])
    }

    @Test func `an address is blocked until its minute is over`() {
        var state = SignInThrottle.State()
        for second in 0..<29 { state.failWindow(limit: 30, now: 100_000_000 + second) }
        #expect(state.blockedUntil == 0)
        state.failWindow(limit: 30, now: 130_000_000)
        #expect(state.blockedUntil == 160_000_000)
        state.failWindow(limit: 30, now: 160_000_000)
        #expect(state.failures == 1)
    }

    @Test func `the table names nobody`() {
        #expect(!SignInThrottle.Subject.account(folded: "ada@example.org").key.contains("ada"))
        #expect(!SignInThrottle.Subject.address("192.0.2.7").key.contains("192"))
    }
}
