import Glibc
import JSON

/// A worker process and the two pipes to it.
final class WorkerProcess {
    /// Why a request has no answer.
    enum Trouble: Error {
        /// The worker answered that it cannot.
        case refused(DecodeFailure)
        case late
        case died
        /// What came is no answer.
        case garbled
        case tooLong(Int)
    }

    private let process: pid_t
    private let input: Int32
    private let output: Int32
    private let limits: DecodeLimits
    private var hasEnded = false

    init(_ executable: String, _ limits: DecodeLimits) throws(DecodeFailure) {
        self.limits = limits
        do throws(SpawnFailure) {
            (process, input, output) = try Spawn.worker(executable, limits)
        } catch {
            throw .unavailable(reason: error.description)
        }
        // Loading the program takes 10 ms, on a crowded machine some hundred.
        let greeting: [UInt8]
        do throws(Trouble) {
            greeting = try read(DecodeAnswer.greeting.count, until: Self.now + 20)
        } catch {
            greeting = []
        }
        guard greeting == DecodeAnswer.greeting else {
            throw .unavailable(reason: "\(executable) does not start: \(end())")
        }
    }

    deinit { end() }

    /// Whether it waits for a request: one that has ended has nothing more to say than the end of its pipe.
    var isAlive: Bool {
        var poll = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 0) == 0
    }

    func ask(_ request: DecodeRequest, within seconds: Double) throws(Trouble) -> DecodeAnswer {
        let deadline = Self.now + seconds
        let text = JSONValue.object(request.fields).bytes
        var message: [UInt8] = []
        message.reserveCapacity(4 + text.count)
        for shift in [0, 8, 16, 24] { message.append(UInt8(truncatingIfNeeded: text.count >> shift)) }
        message += text
        try write(message)
        let prefix = try read(DecodeAnswer.prefix, until: deadline)
        let (length, headLength) = (Self.number(prefix, at: 0), Self.number(prefix, at: 5))
        guard prefix[4] <= 1, headLength <= length else { throw .garbled }
        guard length <= limits.answer else { throw .tooLong(length) }
        var head = JSONObject()
        if headLength > 0 {
            let bytes = try read(headLength, until: deadline)
            guard let object = (try? JSONValue(parsing: bytes))?.object else { throw .garbled }
            head = object
        }
        let body = try read(length - headLength, until: deadline)
        if prefix[4] == 1 { throw .refused(DecodeAnswer.failure(head)) }
        return DecodeAnswer(head: head, body: body)
    }

    /// Kills it, if it has not ended by itself, and answers how it ended.
    @discardableResult func end() -> String {
        guard !hasEnded else { return "it has ended" }
        hasEnded = true
        close(input)
        close(output)
        var status: Int32 = 0
        // One that is ending by itself is given a moment, so that we learn what it died of.
        var ended = waitpid(process, &status, WNOHANG)
        for _ in 0..<20 where ended == 0 {
            usleep(1000)
            ended = waitpid(process, &status, WNOHANG)
        }
        if ended == 0 {
            kill(process, SIGKILL)
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            return "it was stopped"
        }
        let signal = status & 0x7F
        return switch signal {
        case 0: "it ended with code \(status >> 8 & 0xFF)"
        case SIGXCPU: "it used more processor time than a request may"
        case SIGKILL: "it was killed, perhaps for want of memory"
        case SIGABRT: "it gave up, perhaps for want of memory"
        default: "signal \(signal)"
        }
    }

    private func write(_ bytes: [UInt8]) throws(Trouble) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
            if count > 0 { done += count } else if errno != EINTR { throw .died }
        }
    }

    private func read(_ count: Int, until deadline: Double) throws(Trouble) -> [UInt8] {
        guard count > 0 else { return [] }
        var trouble: Trouble?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                var poll = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
                let left = deadline - Self.now
                let ready = left > 0 ? Glibc.poll(&poll, 1, Int32(min(left * 1000, 1e9).rounded(.up))) : 0
                if ready < 0, errno == EINTR { continue }
                guard ready > 0 else {
                    trouble = .late
                    return
                }
                let got = Glibc.read(output, buffer.baseAddress.map { $0 + filled }, count - filled)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    trouble = .died
                    return
                }
                filled += got
            }
        }
        if let trouble { throw trouble }
        return bytes
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    /// Seconds of a clock that is never set.
    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
