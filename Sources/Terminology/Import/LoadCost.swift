#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What loading took: processor seconds of all threads, seconds on the clock, and the most memory the process ever had.
package struct LoadCost: Sendable, Equatable {
    package var processorSeconds: Double
    package var seconds: Double
    package var peakBytes: Int

    /// The clocks as they stand.
    static var now: LoadCost {
        #if canImport(Glibc)
            let (whole, memoryUnit) = (__rusage_who_t(RUSAGE_SELF.rawValue), 1024)
        #else
            let (whole, memoryUnit) = (RUSAGE_SELF, 1)
        #endif
        var usage = rusage()
        getrusage(whole, &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        var clock = timespec()
        clock_gettime(CLOCK_MONOTONIC, &clock)
        return LoadCost(
            processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            seconds: Double(clock.tv_sec) + Double(clock.tv_nsec) / 1e9, peakBytes: Int(usage.ru_maxrss) * memoryUnit)
    }

    func since(_ start: LoadCost) -> LoadCost {
        LoadCost(
            processorSeconds: processorSeconds - start.processorSeconds, seconds: seconds - start.seconds,
            peakBytes: peakBytes)
    }
}
