import ArgumentParser
import Configuration
import Foundation
import Logging
import Server
import SystemPackage
import Workspace

/// Where the store is and how much the program says: the options of every command that opens it.
///
/// Each setting is looked for on the command line, then in the environment as `VESALIUS_…`, then in the file that
/// `--config` names (JSON with the same words, `{"data": "…", "port": 8080}`), and has a default.
struct StoreOptions: ParsableArguments {
    @Option(help: "The folder with the database and the files. [VESALIUS_DATA, default: data]")
    var data: String?

    @Option(name: .customLong("database-url"), help: "postgres://…; SQLite in the folder otherwise. [DATABASE_URL]")
    var databaseURL: String?

    @Option(help: "A JSON file with settings. [VESALIUS_CONFIG]")
    var config: String?

    @Option(help: "trace, debug, info, notice, warning, error. [VESALIUS_LOG_LEVEL, default: info]")
    var logLevel: String?

    @Option(help: "text or json; json unless standard error is a terminal. [VESALIUS_LOG_FORMAT]")
    var logFormat: String?

    /// What the flags say, by the names the other sources use.
    var flags: [AbsoluteConfigKey: ConfigValue] {
        var flags: [AbsoluteConfigKey: ConfigValue] = [:]
        flags.set("data", data)
        flags.set("databaseUrl", databaseURL)
        flags.set("logLevel", logLevel)
        flags.set("logFormat", logFormat)
        return flags
    }

    /// The settings of all sources; the first that has one wins.
    func reader(adding more: [AbsoluteConfigKey: ConfigValue] = [:]) async throws -> ConfigReader {
        let environment = ProcessInfo.processInfo.environment
        var variables = environment.filter { $0.key.hasPrefix("VESALIUS_") }
        variables = Dictionary(uniqueKeysWithValues: variables.map { (String($0.key.dropFirst(9)), $0.value) })
        // The name that hosting platforms use.
        if let url = environment["DATABASE_URL"], variables["DATABASE_URL"] == nil { variables["DATABASE_URL"] = url }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(values: flags.merging(more) { $1 }),
            EnvironmentVariablesProvider(environmentVariables: variables),
        ]
        if let path = config ?? environment["VESALIUS_CONFIG"] {
            providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(path)))
        }
        return ConfigReader(providers: providers)
    }

    /// Opens the store for a command that is not the server.
    func open() async throws -> Assembly {
        let reader = try await reader()
        return try await Assembly.open(
            Settings(
                dataFolder: reader.string(forKey: "data", default: "data"),
                decodeWorkers: max(1, ProcessInfo.processInfo.activeProcessorCount),
                decodeProgram: reader.string(forKey: "decodeProgram")
            ),
            databaseURL: reader.string(forKey: "databaseUrl"), owner: FirstStart.Owner(reader),
            logger: try Self.logger(reader)
        )
    }

    /// The log: one JSON object a line, or text for a person at a terminal.
    static func logger(_ reader: ConfigReader) throws -> Logger {
        let name = reader.string(forKey: "logLevel", default: "info")
        guard let level = Logger.Level(rawValue: name) else {
            throw ValidationError("“\(name)” is no log level: trace, debug, info, notice, warning, error.")
        }
        let format = reader.string(forKey: "logFormat", default: isatty(2) == 1 ? "text" : "json")
        var logger =
            switch format {
            case "json": Logger(label: "vesalius") { JSONLogHandler(label: $0) }
            case "text": Logger(label: "vesalius") { StreamLogHandler.standardError(label: $0) }
            default: throw ValidationError("“\(format)” is no log format: text, json.")
            }
        logger.logLevel = level
        return logger
    }
}

extension [AbsoluteConfigKey: ConfigValue] {
    /// Keeps a flag that was given.
    mutating func set(_ name: String, _ value: String?) {
        if let value { self[AbsoluteConfigKey([name])] = ConfigValue(.string(value), isSecret: false) }
    }

    /// Keeps a flag that was given.
    mutating func set(_ name: String, _ value: Bool) {
        if value { self[AbsoluteConfigKey([name])] = ConfigValue(.bool(true), isSecret: false) }
    }
}
