import Glibc
package import Imaging
import JSON

/// The worker: limits itself, then answers requests from standard input on standard output until the input ends.
package enum DecodeWorker {
    /// Longer requests are none of ours.
    private static let longestRequest = 1 << 20

    package static func run() {
        let limits = limits
        SelfLimits.set(memory: limits.memory)
        guard write(DecodeAnswer.greeting) else { return }
        var answerer = Answerer()
        while let request = nextRequest() {
            SelfLimits.renewProcessorTime(limits.processor)
            let outcome: Result<DecodeAnswer, DecodeFailure>
            do throws(DecodeFailure) {
                outcome = .success(try answerer.answer(request))
            } catch {
                outcome = .failure(error)
            }
            guard send(outcome) else { return }
        }
    }

    /// The limits that the server gave us in the environment.
    package static var limits: DecodeLimits {
        var limits = DecodeLimits()
        if let memory = number("VESALIUS_DECODE_MEMORY") { limits.memory = memory }
        if let processor = number("VESALIUS_DECODE_PROCESSOR") { limits.processor = processor }
        return limits
    }

    private static func number(_ name: String) -> Int? {
        getenv(name).flatMap { Int(String(cString: $0)) }.flatMap { $0 > 0 ? $0 : nil }
    }

    private static func nextRequest() -> DecodeRequest? {
        guard let length = read(4) else { return nil }
        let count = length.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard count <= longestRequest, let text = read(count), let json = try? JSONValue(parsing: text) else {
            return nil
        }
        return DecodeRequest(json: json)
    }

    private static func send(_ outcome: Result<DecodeAnswer, DecodeFailure>) -> Bool {
        switch outcome {
        case .success(let answer):
            guard answer.body.count < Int(UInt32.max) - (1 << 20) else {
                return send(.failure(.tooLarge(reason: "the answer has \(answer.body.count) bytes")))
            }
            return write(DecodeAnswer.opening(head: answer.head, body: answer.body.count, isFailure: false))
                && write(answer.body)
        case .failure(let failure):
            return write(DecodeAnswer.opening(head: DecodeAnswer.head(of: failure), body: 0, isFailure: true))
        }
    }

    private static func read(_ count: Int) -> [UInt8]? {
        var isComplete = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(0, buffer.baseAddress.map { $0 + filled }, count - filled)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    isComplete = false
                    return
                }
                filled += got
            }
        }
        return isComplete ? bytes : nil
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(1, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }
}
