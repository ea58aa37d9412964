import Foundation

/// The time of day, passed in so that tests can set it.
package struct WallClock: Sendable {
    /// Microseconds since 1970 UTC.
    package let now: @Sendable () -> Int

    package init(now: @escaping @Sendable () -> Int) { self.now = now }

    /// The machine's clock.
    package static let system = WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000
    }

    /// A clock that stands still.
    package static func fixed(_ now: Int) -> WallClock { WallClock { now } }
}
