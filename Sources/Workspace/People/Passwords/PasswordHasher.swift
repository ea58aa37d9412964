import Crypto
import CryptoExtras
import Foundation

/// Turns passwords into scrypt hashes in PHC form and checks them.
///
/// One hash takes 128 MiB and 0.3 s of a core (measured), so no more run at once than there are cores, and a crowd
/// of callers is turned away instead of queued without end.
package struct PasswordHasher: Sendable {
    /// What a hash costs.
    package struct Cost: Sendable, Equatable {
        /// The base-two logarithm of scrypt's N.
        package let logN: Int
        package let r: Int
        package let p: Int

        package init(logN: Int, r: Int, p: Int) {
            self.logN = logN
            self.r = r
            self.p = p
        }

        /// OWASP's first choice for scrypt: 128 MiB.
        package static let standard = Cost(logN: 17, r: 8, p: 1)
    }

    private static let saltLength = 16
    private static let hashLength = 32

    private let cost: Cost
    private let gate: HashingGate

    package init(cost: Cost = .standard, limit: Int = ProcessInfo.processInfo.activeProcessorCount) {
        self.cost = cost
        gate = HashingGate(limit: limit)
    }

    /// The hash of a password, with a new salt.
    package func hash(_ password: String) async throws -> String {
        let salt = Secret.bytes(Self.saltLength)
        let hash = try await derive(password, salt: salt, cost: cost)
        return PasswordHash(cost: cost, salt: salt, hash: hash).text
    }

    /// Whether the password is the one that was hashed. Without a hash (nobody of that name) it takes as long.
    package func verify(_ password: String, _ text: String?) async throws -> Bool {
        guard let text, let stored = PasswordHash(text) else {
            _ = try await derive(password, salt: [UInt8](repeating: 0, count: Self.saltLength), cost: cost)
            return false
        }
        let hash = try await derive(password, salt: stored.salt, cost: stored.cost)
        return Secret.equal(hash, stored.hash)
    }

    /// Whether a stored hash was made with another cost than new ones are, so that it should be made anew.
    package func isOutdated(_ text: String) -> Bool { PasswordHash(text)?.cost != cost }

    private func derive(_ password: String, salt: [UInt8], cost: Cost) async throws -> [UInt8] {
        try await gate.run {
            // NFC, so that the same characters typed on another system are the same bytes (NIST SP 800-63B §5.1.1.2).
            let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
            let key = try KDF.Scrypt.deriveKey(
                from: bytes, salt: salt, outputByteCount: Self.hashLength, rounds: 1 << cost.logN, blockSize: cost.r,
                parallelism: cost.p
            )
            return key.withUnsafeBytes { Array($0) }
        }
    }
}
