import Foundation
import Testing

@testable import Compression

struct InflateTests {
    /// 120 lines packed by zlib 1.3, level 9.
    private static let lines = """
        eNpdVkt2HCEQ2+cUfYQu/vRtHH9i+/kl999lkFQNTO/QqwGpVIj5+fr7fpzHv4/jvI5fP2NlY2XX8ZvLNJbhOl5fue5jHa/j7e1N\
        9WUg6TreHx+hkAeUr+NjfMQiysp1/MGnzbFb9aMLDmvX8cV1A5d+Hd/fOusEV3uQfXl5ERbIeFB+fAITtjIQf3XuVnCekf5U0MHN\
        kvMIFGBDgStiCfgLatzswf7z81MiA48dEh6fKydB6Ph2KYlSAqXcalJCcTDnkhodGEqI5ICDA1QIqqAX6IKaSRFBNghUoftAtGpH\
        SrnVVB3dnEsTuaFE00AVESoEUW6kHxJRAckNdd0CQDdDaOWAaZ7uiUoNcHYq0Vg3hAjp3A8idGzhubRDreJkRLnhvYoYYjdD+k+U\
        Jk2Wi6kNu6Zwt6Xi5DSUqAcZ7BJU6FfoSqIbPo78nczwSYNtyb2QuIw+Jw2Wi0lsbOpOJSf4m4cQv1MoyRAhKtws0w5p4LFZbriV\
        IJjdDKHoSvbr7Tfk5AZlOgTL8hAithFdzhAhvqJCN8SYt7TIDHHuKCzuhagYdix+zSWGE1jiHWkNVMrQ4eTQlQIR3ksW0Q3RYwIV\
        meFOMsrcC28gqfgt98RCV+pMVwZJnQEbOkNwydjEGa1rzOYOKnUL2prQlbpHbVPpU9jyMtQ6Uw7u1pm3kZevLombI7rS1sQtZNy2\
        xG2clbYnLu1tT4Eb2P12B25s6EqbgZszS5bArZGbrYHbOXVtC1wTuAduYJr158AtKO42HyEo7jNwG+e2L4GbiKx5GyIa0Le8TQyW\
        vudt4QT1p7xtxveuzSuE9YzbEPX+LXmbWGXnGrgl8iE6t8htkU/WuWeuXsXzOXNrI57nW6TKmbr1DISW2O201841dy0L3II38j0y\
        25M3dxbbU/S2QP12Z28hR5vZGzofb1vCN+tdtjV+a1bhlr+mfxN7/oYkns8B3CLxkcD/AUwji30=
        """

    private func inflate(_ bytes: [UInt8], chunk: Int = .max, limit: Int = .max) throws -> [UInt8]? {
        var stream = ZlibInflate(limit: limit)
        var out: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty, !stream.isFinished {
            let part = rest.prefix(chunk)
            let used = try stream.feed(part) { out += $0 }
            rest = rest[used...]
        }
        return stream.isFinished ? out : nil
    }

    @Test func `a block with codes of its own comes back`() throws {
        var text = ""
        for index in 0..<120 {
            let letter = Array("abcdefghij")[index % 10]
            text += "line \(index * index % 977) of \(index): \(String(repeating: letter, count: index % 7))\n"
        }
        let bytes = [UInt8](try #require(Data(base64Encoded: Self.lines)))
        for chunk in [1, 5, .max] { #expect(try inflate(bytes, chunk: chunk) == Array(text.utf8)) }
    }

    @Test func `a stream of runs comes back however it is cut`() throws {
        var random = SeededGenerator(7)
        var bytes: [UInt8] = []
        while bytes.count < 200_000 {
            let value = UInt8.random(in: 0...255, using: &random)
            bytes += repeatElement(
                value, count: Int.random(in: 1...Int.random(in: 1...3000, using: &random), using: &random))
        }
        let packed = RunDeflate.zlib(bytes)
        #expect(packed.count < bytes.count / 10)
        for chunk in [1, 13, 4096, .max] { #expect(try inflate(packed, chunk: chunk) == bytes) }
    }

    @Test func `stored blocks come back however they are cut`() throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }
        for chunk in [1, 1000, .max] { #expect(try inflate(stored(bytes), chunk: chunk) == bytes) }
    }

    @Test func `an empty stream comes back`() throws { #expect(try inflate(RunDeflate.zlib([])) == []) }

    @Test func `a bomb stops at the limit`() {
        let bomb = RunDeflate.zlib([UInt8](repeating: 0, count: 5_000_000))
        #expect(bomb.count < 40_000)
        #expect(throws: ZlibInflate.Failure.deflate(.tooLarge(limit: 1000))) { try inflate(bomb, limit: 1000) }
    }

    @Test func `a wrong checksum is refused`() {
        var packed = RunDeflate.zlib([1, 2, 3])
        packed[packed.count - 1] ^= 1
        #expect(throws: ZlibInflate.Failure.badChecksum) { try inflate(packed) }
    }

    @Test func `a copy from before the beginning is refused`() {
        // Fixed codes: a copy of three bytes at distance 1 as the very first symbol.
        #expect(throws: ZlibInflate.Failure.deflate(.badDistance)) {
            try inflate([0x78, 0x01, 0x03, 0x02, 0, 0, 0, 0])
        }
    }

    @Test func `streams come out the same byte by byte, where no fast way is taken, and whole`() throws {
        var random = SeededGenerator(23)
        let words = (0..<300).map { _ in
            (0..<Int.random(in: 1...12, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        var bytes: [UInt8] = []
        while bytes.count < 400_000 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                bytes += repeatElement(
                    UInt8.random(in: 0...255, using: &random), count: Int.random(in: 1...700, using: &random))
            case 1:
                // Two to seven bytes again and again.
                let word = (0..<Int.random(in: 2...7, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                for _ in 0..<Int.random(in: 1...90, using: &random) { bytes += word }
            default: bytes += words.randomElement(using: &random) ?? []
            }
        }
        let packed = Gzip.packed(bytes)
        #expect(try Gzip.unpacked(packed) == bytes)
        for chunk in [1, 15, 16, 17, 1000, 65_536] {
            var stream = Inflate()
            var out: [UInt8] = []
            var rest = packed[10...]
            while !stream.isFinished, !rest.isEmpty {
                let part = rest.prefix(chunk)
                rest = rest[try stream.feed(part) { out += $0 }...]
            }
            #expect(out == bytes, "chunks of \(chunk)")
        }
    }

    @Test func `bent streams end the same way slowly and fast`() throws {
        let sound = [UInt8](try #require(Data(base64Encoded: Self.lines)))
        var random = SeededGenerator(4)
        for _ in 0..<600 {
            var bent = sound
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bent[Int.random(in: 2..<bent.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            let slowly = Result { try inflate(bent, chunk: 1, limit: 1 << 16) }
            let fast = Result { try inflate(bent, limit: 1 << 16) }
            switch (slowly, fast) {
            case (.success(let one), .success(let other)): #expect(one == other)
            case (.failure(let one), .failure(let other)): #expect("\(one)" == "\(other)")
            default: Issue.record("one failed and one did not")
            }
        }
    }

    @Test func `random streams never crash`() {
        var random = SeededGenerator(99)
        for _ in 0..<5000 {
            var bytes: [UInt8] = [0x78, 0x01]
            for _ in 0..<Int.random(in: 1...300, using: &random) {
                bytes.append(UInt8.random(in: 0...255, using: &random))
            }
            _ = try? inflate(bytes, limit: 1 << 20)
        }
    }

    @Test func `the checksums are those of the standards`() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        var adler = Adler32()
        adler.update(Array("Wikipedia".utf8)[...])
        #expect(adler.value == 0x11E6_0398)
    }

    /// A zlib stream of stored blocks.
    private func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let part = rest.prefix(65535)
            rest = rest.dropFirst(part.count)
            let (low, high) = (UInt8(part.count & 0xFF), UInt8(part.count >> 8))
            out += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + part
        } while !rest.isEmpty
        var checksum = Adler32()
        checksum.update(bytes[...])
        return out + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum.value >> UInt32($0)) }
    }
}
