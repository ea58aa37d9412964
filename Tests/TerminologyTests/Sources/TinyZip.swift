@testable import Compression

/// Builds ZIP archives for tests, also such as no honest program would write.
struct TinyZip {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    init() {}

    /// An archive of files, each packed.
    init(_ files: [String: [UInt8]], folder: String = "") {
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { add(folder + name, bytes) }
    }

    /// - Parameters:
    ///   - size: what the archive says it unpacks to.
    ///   - mode: as Unix has it, for links.
    mutating func add(
        _ name: String, _ bytes: [UInt8], isPacked: Bool = true, size: Int? = nil, mode: Int = 0o100644,
        checksum: UInt32? = nil
    ) {
        let data = isPacked ? Array(RunDeflate.zlib(bytes).dropFirst(2).dropLast(4)) : bytes
        let offset = body.count
        let common =
            little(isPacked ? 8 : 0, 2) + little(0, 4) + little(Int(checksum ?? CRC32.of(bytes)), 4)
            + little(data.count, 4) + little(size ?? bytes.count, 4) + little(name.utf8.count, 2) + little(0, 2)
        body += little(0x0403_4B50, 4) + little(20, 2) + little(0, 2) + common + Array(name.utf8) + data
        directory += little(0x0201_4B50, 4) + [20, 3] + little(20, 2) + little(0, 2) + common + little(0, 2)
        directory += little(0, 2) + little(0, 2) + little(mode << 16, 4) + little(offset, 4) + Array(name.utf8)
        count += 1
    }

    var bytes: [UInt8] {
        body + directory + little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
            + little(directory.count, 4) + little(body.count, 4) + little(0, 2)
    }

    private func little(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
