import Storage

/// How often signing in may fail, by account and by address.
///
/// State machine of one subject's row: failures count up; from a limit on each blocks for longer. A success by the
/// account forgets its failures; those of an address fade with its window.
struct SignInThrottle: Sendable {
    /// What may fail.
    enum Subject {
        case account(folded: String)
        case address(String)
        case everyone

        /// A hash: the table names nobody.
        var key: String {
            switch self {
            case .account(let email): "account:" + Secret.hexadecimal(Secret.digest(email))
            case .address(let address): "address:" + Secret.hexadecimal(Secret.digest(address))
            case .everyone: "everyone"
            }
        }
    }

    /// One subject's failures.
    struct State: Equatable {
        var failures = 0
        var firstAt = 0
        var blockedUntil = 0

        /// Counts a failure of an account: from the fifth on a wait of 1, 2, 4 … s, from the tenth on 15 min.
        mutating func failAccount(now: Int) {
            if failures == 0 { firstAt = now }
            failures += 1
            if failures >= 10 {
                blockedUntil = now + 15 * 60 * 1_000_000
            } else if failures >= 5 {
                blockedUntil = now + (1 << (failures - 5)) * 1_000_000
            }
        }

        /// Counts a failure within windows of a minute of which each takes `limit`.
        mutating func failWindow(limit: Int, now: Int) {
            if now - firstAt >= 60_000_000 {
                failures = 0
                firstAt = now
            }
            failures += 1
            if failures >= limit { blockedUntil = firstAt + 60_000_000 }
        }
    }

    /// Failures a minute from one address.
    static let addressLimit = 30
    /// Failures a minute from everybody together.
    static let globalLimit = 300

    /// Throws while one of the subjects is blocked.
    static func check(_ subjects: [Subject], now: Int, in connection: any SQLConnection) throws {
        var until = 0
        for subject in subjects { until = max(until, try state(subject, in: connection).blockedUntil) }
        if until > now {
            let seconds = (until - now + 999_999) / 1_000_000
            throw Refusal(.throttled(seconds: seconds), "Too many failed attempts. Try again in \(seconds) seconds.")
        }
    }

    static func fail(_ subjects: [Subject], now: Int, in connection: any SQLConnection) throws {
        for subject in subjects {
            var state = try state(subject, in: connection)
            switch subject {
            case .account: state.failAccount(now: now)
            case .address: state.failWindow(limit: addressLimit, now: now)
            case .everyone: state.failWindow(limit: globalLimit, now: now)
            }
            try connection.execute(
                """
                INSERT INTO sign_in_failure (subject, failures, first_at, blocked_until)
                VALUES (\(subject.key), \(state.failures), \(state.firstAt), \(state.blockedUntil))
                ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, first_at = excluded.first_at,
                    blocked_until = excluded.blocked_until
                """
            )
        }
    }

    static func forget(_ subject: Subject, in connection: any SQLConnection) throws {
        try connection.execute("DELETE FROM sign_in_failure WHERE subject = \(subject.key)")
    }

    private static func state(_ subject: Subject, in connection: any SQLConnection) throws -> State {
        guard let row = try connection.first("SELECT * FROM sign_in_failure WHERE subject = \(subject.key)") else {
            return State()
        }
        return State(
            failures: row.int("failures"), firstAt: row.int("first_at"), blockedUntil: row.int("blocked_until")
        )
    }
}
