import Foundation
import JSON
package import Logging
package import Workspace

/// Writes one JSON object a line to standard error: time, level, message and metadata.
///
/// Values are escaped by the JSON writer, so nothing from outside can begin a new line.
package struct JSONLogHandler: LogHandler {
    package var logLevel = Logger.Level.info
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let clock: WallClock

    package init(label: String, clock: WallClock = .system) {
        self.label = label
        self.clock = clock
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("time", ISOTime.text(clock.now()))
            writer.member("level", event.level.rawValue)
            writer.member("logger", label)
            writer.member("message", event.message.description)
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            for (key, value) in all.sorted(by: { $0.key < $1.key }) {
                writer.member(key == "hb.request.id" ? "request_id" : key, value.description)
            }
        }
        // A line that cannot be written, such as on a full disk, is lost; `write(_:)` would end the program.
        try? FileHandle.standardError.write(contentsOf: Data(writer.bytes + [UInt8(ascii: "\n")]))
    }
}
