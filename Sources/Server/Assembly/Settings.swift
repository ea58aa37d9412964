import Foundation
import Hummingbird
package import Workspace

/// What the operator chose; read once at start (the command `serve` documents each).
package struct Settings: Sendable {
    /// The folder with the database and the blobs.
    package var dataFolder: String
    /// `https://labels.example.org`, where the server is known under another address than it listens on.
    package var publicURL: String?
    package var signUp: SignUp
    /// The folder that `/data/local-files/?d=` may read; nil turns it off.
    package var localFilesRoot: String?
    /// Whether the server may fetch from private and loopback addresses.
    package var allowPrivateNetworks: Bool
    /// The largest upload in bytes.
    package var maxUpload: Int
    /// Whether `POST /test/reset` exists.
    package var testReset: Bool
    /// How many decode workers run at a time.
    package var decodeWorkers: Int
    /// The memory of one decode worker in bytes.
    package var decodeMemory: Int
    /// Seconds that a decode worker may take for a frame.
    package var decodeDeadline: Double
    /// The decode worker; nil looks beside this program.
    package var decodeProgram: String?
    /// The most bytes of frames that are kept ready; they can be made anew.
    package var renditions: Int
    /// The most bytes that masks being painted may take in this process.
    package var maskMemory: Int
    /// The program `vesalius`, which reads releases of code systems in a process of its own; nil reads them in this one.
    package var program: String?
    /// Whether cookies are marked `Secure` and HSTS is sent: when the public address is https.
    package var isSecure: Bool { publicURL?.hasPrefix("https://") ?? false }

    package init(
        dataFolder: String,
        publicURL: String? = nil,
        signUp: SignUp = .closed,
        localFilesRoot: String? = nil,
        allowPrivateNetworks: Bool = false,
        maxUpload: Int = 1 << 30,
        testReset: Bool = false,
        decodeWorkers: Int = 2,
        decodeMemory: Int = 2 << 30,
        decodeDeadline: Double = 5,
        decodeProgram: String? = nil,
        renditions: Int = 20 << 30,
        maskMemory: Int = 1 << 30
    ) {
        self.dataFolder = dataFolder
        self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.signUp = signUp
        self.localFilesRoot = localFilesRoot
        self.allowPrivateNetworks = allowPrivateNetworks
        self.maxUpload = maxUpload
        self.testReset = testReset
        self.decodeWorkers = decodeWorkers
        self.decodeMemory = decodeMemory
        self.decodeDeadline = decodeDeadline
        self.decodeProgram = decodeProgram
        self.renditions = renditions
        self.maskMemory = maskMemory
    }

    /// The largest body that is decoded in memory: a task's brush masks fit, a data set does not.
    package static let maxBody = 64 << 20

    /// The folder where uploads lie until they are taken in.
    package var spoolFolder: String { dataFolder + "/spool" }

    /// The folder of frames that are kept ready; it may be emptied at any time.
    package var renditionsFolder: String { dataFolder + "/renditions" }

    /// The folder of code systems.
    package var terminologyFolder: String { dataFolder + "/terminology" }

    /// The program that runs now.
    package static var ownProgram: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// Where the decode worker is; nil where it is missing.
    package var decodeWorker: String? {
        let path = decodeProgram ?? Self.folderOfProgram + "/vesalius-decode"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    private static var folderOfProgram: String {
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }

    /// Scheme and host as the client knows them, without a slash at the end.
    func baseURL(for request: Request) -> String {
        publicURL ?? "http://" + (request.head.authority ?? "localhost")
    }
}
