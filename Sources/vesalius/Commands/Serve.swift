import ArgumentParser
import Configuration
import Foundation
import Logging
import Server
import ServiceLifecycle
import UnixSignals
import Workspace

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the workbench and its API.",
        discussion: """
            On an empty folder it makes an owner, whose password it prints once, and demo projects with synthetic
            data. VESALIUS_OWNER_EMAIL, VESALIUS_OWNER_PASSWORD and VESALIUS_OWNER_TOKEN name the first owner instead.
            """
    )

    @OptionGroup var store: StoreOptions

    @Option(help: "The address to listen on. [VESALIUS_HOST, default: 127.0.0.1]")
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one. [VESALIUS_PORT, default: 8080]")
    var port: Int?

    @Option(help: "The address people use, such as https://labels.example.org. [VESALIUS_PUBLIC_URL]")
    var publicURL: String?

    @Option(help: "open, invite or closed: who may make an account. [VESALIUS_SIGN_UP, default: closed]")
    var signUp: String?

    @Option(help: "The folder that /data/local-files/ may read. [VESALIUS_LOCAL_FILES_ROOT]")
    var localFilesRoot: String?

    @Flag(help: "Let imports fetch from private and loopback addresses. [VESALIUS_ALLOW_PRIVATE_NETWORKS]")
    var allowPrivateNetworks = false

    @Option(help: "The largest upload in megabytes. [VESALIUS_MAX_UPLOAD, default: 1024]")
    var maxUpload: Int?

    @Flag(help: "Make no demo; without a named owner the browser asks for a printed code. [VESALIUS_NO_DEMO]")
    var noDemo = false

    @Flag(help: "Add POST /test/reset, which empties the store; only on a loopback address. [VESALIUS_TEST_RESET]")
    var testReset = false

    @Option(help: "How many image readers run at a time. [VESALIUS_DECODE_WORKERS, default: one a processor]")
    var decodeWorkers: Int?

    @Option(help: "The memory of one image reader in megabytes. [VESALIUS_DECODE_MEMORY, default: 2048]")
    var decodeMemory: Int?

    @Option(help: "Seconds that an image reader may take for a frame. [VESALIUS_DECODE_DEADLINE, default: 5]")
    var decodeDeadline: Int?

    @Option(help: "The image reader; vesalius-decode beside this program otherwise. [VESALIUS_DECODE_PROGRAM]")
    var decodeProgram: String?

    @Option(help: "Megabytes of frames kept ready in the data folder. [VESALIUS_FRAME_CACHE, default: 20480]")
    var frameCache: Int?

    @Option(help: "Megabytes that masks being painted may take. [VESALIUS_MASK_MEMORY, default: 1024]")
    var maskMemory: Int?

    func run() async throws {
        let reader = try await store.reader(adding: flags)
        let plan = try ServePlan(reader)
        let logger = try StoreOptions.logger(reader)
        try await Failure.explained {
            let assembly = try await Assembly.open(
                plan.settings, databaseURL: plan.databaseURL, owner: plan.owner, logger: logger
            )
            do {
                try await serve(plan, assembly, logger)
            } catch {
                await assembly.close()
                throw error
            }
            await assembly.close()
        }
        logger.info("stopped")
    }

    private func serve(_ plan: ServePlan, _ assembly: Assembly, _ logger: Logger) async throws {
        let lock = try await assembly.takeFolder()
        defer { withExtendedLifetime(lock) {} }
        let notice = try await FirstStart.run(assembly.services, hasDemo: !plan.noDemo)
        let application = buildApplication(assembly.services, host: plan.host, port: plan.port) { port in
            logger.info("serving", metadata: ["host": "\(plan.host)", "port": "\(port)"])
            Greeting.print(notice, address: plan.address(port: port))
        }
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: application)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        )
        // Requests get this long to finish; then they are cut off, for an orchestrator kills after ten seconds.
        configuration.maximumGracefulShutdownDuration = .seconds(8)
        try await ServiceGroup(configuration: configuration).run()
    }

    private var flags: [AbsoluteConfigKey: ConfigValue] {
        var flags: [AbsoluteConfigKey: ConfigValue] = [:]
        flags.set("host", host)
        flags.set("port", port.map(String.init))
        flags.set("publicUrl", publicURL)
        flags.set("signUp", signUp)
        flags.set("localFilesRoot", localFilesRoot)
        flags.set("allowPrivateNetworks", allowPrivateNetworks)
        flags.set("maxUpload", maxUpload.map(String.init))
        flags.set("noDemo", noDemo)
        flags.set("testReset", testReset)
        flags.set("decodeWorkers", decodeWorkers.map(String.init))
        flags.set("decodeMemory", decodeMemory.map(String.init))
        flags.set("decodeDeadline", decodeDeadline.map(String.init))
        flags.set("decodeProgram", decodeProgram)
        flags.set("frameCache", frameCache.map(String.init))
        flags.set("maskMemory", maskMemory.map(String.init))
        return flags
    }
}
