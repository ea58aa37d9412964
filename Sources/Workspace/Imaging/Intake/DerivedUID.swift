import Crypto
import Imaging

/// UIDs for what has none: made of the bytes themselves, so that the same file has the same ones everywhere.
enum DerivedUID {
    static func make(_ role: String, _ hash: String) -> String {
        DICOMUID.make(from: Array(SHA256.hash(data: Array("\(role)|\(hash)".utf8)).prefix(16)))
    }
}
