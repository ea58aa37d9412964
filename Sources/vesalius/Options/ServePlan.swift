import ArgumentParser
import Configuration
import Foundation
import Server
import Workspace

/// What `serve` is to do, read from all sources and checked.
struct ServePlan {
    let host: String
    let port: Int
    let settings: Settings
    let databaseURL: String?
    let owner: FirstStart.Owner
    let noDemo: Bool

    init(_ reader: ConfigReader) throws {
        host = reader.string(forKey: "host", default: "127.0.0.1")
        port = try Self.integer("port", in: reader, default: 8080, range: 0...65535)
        databaseURL = reader.string(forKey: "databaseUrl")
        noDemo = try Self.boolean("noDemo", in: reader)
        owner = FirstStart.Owner(reader)
        let rule = reader.string(forKey: "signUp", default: SignUp.closed.rawValue)
        guard let signUp = SignUp(rawValue: rule) else {
            throw ValidationError("--sign-up takes open, invite or closed, not “\(rule)”.")
        }
        var settings = Settings(
            dataFolder: reader.string(forKey: "data", default: "data"),
            publicURL: reader.string(forKey: "publicUrl"),
            signUp: signUp,
            localFilesRoot: reader.string(forKey: "localFilesRoot"),
            allowPrivateNetworks: try Self.boolean("allowPrivateNetworks", in: reader),
            maxUpload: try Self.integer("maxUpload", in: reader, default: 1024, range: 1...1_000_000) << 20,
            testReset: try Self.boolean("testReset", in: reader),
            decodeWorkers: try Self.integer(
                "decodeWorkers", in: reader, default: max(1, ProcessInfo.processInfo.activeProcessorCount),
                range: 1...1024
            ),
            decodeMemory: try Self.integer("decodeMemory", in: reader, default: 2048, range: 256...1_000_000) << 20,
            decodeDeadline: Double(try Self.integer("decodeDeadline", in: reader, default: 5, range: 1...3600)),
            decodeProgram: reader.string(forKey: "decodeProgram"),
            renditions: try Self.integer("frameCache", in: reader, default: 20480, range: 64...100_000_000) << 20,
            maskMemory: try Self.integer("maskMemory", in: reader, default: 1024, range: 128...1_000_000) << 20
        )
        settings.program = Settings.ownProgram
        self.settings = settings
        if settings.testReset && !["127.0.0.1", "::1", "localhost"].contains(host) {
            throw ValidationError("--test-reset empties the store for whoever asks: it needs --host 127.0.0.1.")
        }
        if owner.email == nil && (owner.password != nil || owner.token != nil) {
            throw ValidationError("VESALIUS_OWNER_PASSWORD and VESALIUS_OWNER_TOKEN need VESALIUS_OWNER_EMAIL.")
        }
    }

    /// Where a browser finds the server.
    func address(port: Int) -> String {
        let name = ["0.0.0.0", "::"].contains(host) ? "localhost" : host
        return settings.publicURL ?? "http://\(name.contains(":") ? "[\(name)]" : name):\(port)"
    }

    /// A word in any source may be text or a number; a wrong one stops the program instead of being passed over.
    private static func integer(
        _ key: String, in reader: ConfigReader, default fallback: Int, range: ClosedRange<Int>
    ) throws -> Int {
        let name = ConfigKey([key])
        guard let text = reader.string(forKey: name) ?? reader.int(forKey: name).map(String.init) else {
            return fallback
        }
        guard let value = Int(text), range.contains(value) else {
            throw ValidationError(
                "The setting “\(key)” takes a number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return value
    }

    private static func boolean(_ key: String, in reader: ConfigReader) throws -> Bool {
        let name = ConfigKey([key])
        if let value = reader.bool(forKey: name) { return value }
        guard let text = reader.string(forKey: name) else { return false }
        throw ValidationError("The setting “\(key)” takes true or false, not “\(text)”.")
    }
}
