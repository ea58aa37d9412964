import Testing

@testable import Workspace

@Suite struct PasswordTests {
    private let hasher = PasswordHasher(cost: .init(logN: 4, r: 8, p: 1))

    @Test func `a password is verified by its hash, another is not`() async throws {
        let hash = try await hasher.hash("correct horse battery")
        #expect(hash.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(try await hasher.verify("correct horse battery", hash))
        #expect(try await !hasher.verify("correct horse batterz", hash))
        #expect(try await !hasher.verify("correct horse battery", nil))
        #expect(try await hasher.hash("correct horse battery") != hash)
    }

    /// RFC 7914 §12, second vector, cut to our 32 bytes: N=1024, r=8, p=16.
    @Test func `the standard's vector verifies`() async throws {
        let known = PasswordHash(
            cost: .init(logN: 10, r: 8, p: 16), salt: Array("NaCl".utf8),
            hash: [
                0xFD, 0xBA, 0xBE, 0x1C, 0x9D, 0x34, 0x72, 0x00, 0x78, 0x56, 0xE7, 0x19, 0x0D, 0x01, 0xE9, 0xFE, 0x7C,
                0x6A,
                0xD7, 0xCB, 0xC8, 0x23, 0x78, 0x30, 0xE7, 0x73, 0x76, 0x63, 0x4B, 0x37, 0x31, 0x62,
            ]
        )
        #expect(PasswordHash(known.text) == known)
        #expect(try await hasher.verify("password", known.text))
        #expect(hasher.isOutdated(known.text))
    }

    @Test func `the same letters typed on another system are the same password`() async throws {
        let hash = try await hasher.hash("gru\u{308}n gru\u{308}n gru\u{308}n")
        #expect(try await hasher.verify("gr\u{FC}n gr\u{FC}n gr\u{FC}n", hash))
    }

    @Test(arguments: ["", "plain", "$scrypt$ln=40,r=8,p=1$AAAA$AAAA", "$scrypt$ln=4$AAAA$AAAA", "$bcrypt$x$y$z"])
    func `a hash that is none is not taken`(_ text: String) async throws {
        #expect(PasswordHash(text) == nil)
        #expect(try await !hasher.verify("anything at all", text))
    }

    @Test func `no more hashes run at once than there are places, and a crowd is turned away`() async throws {
        let gate = HashingGate(limit: 1)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    do {
                        try await gate.run { _ = (0..<20000).reduce(0, &+) }
                        return false
                    } catch { return true }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused <= 67)
        try await gate.run {}
    }
}
