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
    /// Whether cookies are marked `Secure` and HSTS is sent: when the public address is https.
    package var isSecure: Bool { publicURL?.hasPrefix("https://") ?? false }

    package init(
        dataFolder: String,
        publicURL: String? = nil,
        signUp: SignUp = .closed,
        localFilesRoot: String? = nil,
        allowPrivateNetworks: Bool = false,
        maxUpload: Int = 1 << 30,
        testReset: Bool = false
    ) {
        self.dataFolder = dataFolder
        self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.signUp = signUp
        self.localFilesRoot = localFilesRoot
        self.allowPrivateNetworks = allowPrivateNetworks
        self.maxUpload = maxUpload
        self.testReset = testReset
    }

    /// The largest body that is decoded in memory: a task's brush masks fit, a data set does not.
    package static let maxBody = 64 << 20

    /// The folder where uploads lie until they are taken in.
    package var spoolFolder: String { dataFolder + "/spool" }

    /// Scheme and host as the client knows them, without a slash at the end.
    func baseURL(for request: Request) -> String {
        publicURL ?? "http://" + (request.head.authority ?? "localhost")
    }
}
