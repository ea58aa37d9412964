import Crypto

/// Computes a blob's name while its bytes pass by.
struct BlobHash {
    private var hash = SHA256()

    mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

    func id() -> BlobID { BlobID(digest: hash.finalize()) }
}
