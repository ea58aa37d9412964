import Foundation
import Synchronization

/// Counts what the program does, in the words of Prometheus; the labels are closed sets, never ids or texts of people.
package final class Metrics: Sendable {
    /// Upper bounds in seconds.
    private static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]

    private struct Series: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Route: Hashable {
        let method: String
        let route: String
    }

    private struct Histogram {
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
        var count = 0
        var sum = 0.0

        mutating func add(_ seconds: Double) {
            if let index = Metrics.bounds.firstIndex(where: { seconds <= $0 }) { buckets[index] += 1 }
            count += 1
            sum += seconds
        }
    }

    private struct State {
        var inFlight = 0
        var responses: [Series: Int] = [:]
        var latencies: [Route: Histogram] = [:]
        var writes = Histogram()
        var failedWrites = 0
    }

    private let state = Mutex(State())
    private let start = Date()

    package init() {}

    func requestBegins() { state.withLock { $0.inFlight += 1 } }
    func requestEnds() { state.withLock { $0.inFlight -= 1 } }

    func observe(method: String, route: String, status: Int, took: Duration) {
        // A client may invent methods; they share one name.
        let method = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(method) ? method : "other"
        state.withLock { state in
            state.responses[Series(method: method, route: route, status: status), default: 0] += 1
            state.latencies[Route(method: method, route: route), default: Histogram()].add(took / .seconds(1))
        }
    }

    func observeWrite(took: Duration, failed: Bool) {
        state.withLock { state in
            state.writes.add(took / .seconds(1))
            if failed { state.failedWrites += 1 }
        }
    }

    /// The page that Prometheus reads.
    ///
    /// - Parameters:
    ///   - jobs: how many jobs are in each state.
    ///   - isReadOnly: whether the store takes no writes.
    func page(jobs: [(state: String, count: Int)], isReadOnly: Bool) -> String {
        let state = state.withLock { $0 }
        var page = Page()
        page.head("vesalius_info", "gauge", "The release that runs.")
        page.line("vesalius_info", [("version", Version.current)], 1)
        page.head("http_requests_in_flight", "gauge", "Requests being answered.")
        page.line("http_requests_in_flight", [], Double(state.inFlight))
        page.head("http_requests_total", "counter", "Responses by method, route and status.")
        let order = { (series: Series) in (series.route, series.method, series.status) }
        for (series, count) in state.responses.sorted(by: { order($0.key) < order($1.key) }) {
            page.line("http_requests_total", labels(series), Double(count))
        }
        page.head("http_request_duration_seconds", "histogram", "Time until a response's first byte.")
        for (route, histogram) in state.latencies.sorted(by: { $0.key.route < $1.key.route }) {
            let labels = [("method", route.method), ("route", route.route)]
            page.histogram("http_request_duration_seconds", labels, histogram.buckets, histogram.count, histogram.sum)
        }
        page.head("db_write_duration_seconds", "histogram", "Time of a write transaction until it is on disk.")
        page.histogram(
            "db_write_duration_seconds", [], state.writes.buckets, state.writes.count, state.writes.sum
        )
        page.head("db_write_failures_total", "counter", "Write transactions that were taken back.")
        page.line("db_write_failures_total", [], Double(state.failedWrites))
        page.head("store_read_only", "gauge", "1 while the store takes no writes.")
        page.line("store_read_only", [], isReadOnly ? 1 : 0)
        page.head("jobs", "gauge", "Jobs by state.")
        for job in jobs { page.line("jobs", [("state", job.state)], Double(job.count)) }
        page.head("process_resident_memory_bytes", "gauge", "Resident memory.")
        page.line("process_resident_memory_bytes", [], Double(ProcessMemory.resident))
        page.head("process_start_time_seconds", "gauge", "Start of the program, in seconds since 1970.")
        page.line("process_start_time_seconds", [], start.timeIntervalSince1970.rounded())
        return page.text
    }

    private func labels(_ series: Series) -> [(String, String)] {
        [("method", series.method), ("route", series.route), ("status", String(series.status))]
    }

    /// Text in the exposition format 0.0.4.
    private struct Page {
        var text = ""

        mutating func head(_ name: String, _ kind: String, _ help: String) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
        }

        mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
            let list = labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
            let number = Int(exactly: value).map(String.init) ?? String(value)
            text += labels.isEmpty ? "\(name) \(number)\n" : "\(name){\(list)} \(number)\n"
        }

        mutating func histogram(
            _ name: String, _ labels: [(String, String)], _ buckets: [Int], _ count: Int, _ sum: Double
        ) {
            var total = 0
            for (bound, bucket) in zip(Metrics.bounds, buckets) {
                total += bucket
                line(name + "_bucket", labels + [("le", String(bound))], Double(total))
            }
            line(name + "_bucket", labels + [("le", "+Inf")], Double(count))
            line(name + "_sum", labels, sum)
            line(name + "_count", labels, Double(count))
        }
    }
}
