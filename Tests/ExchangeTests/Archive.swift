/// Reads a ZIP archive of stored files by its directory, for tests.
struct Archive {
    struct Broken: Error {}

    private(set) var names: [String] = []
    private var files: [String: [UInt8]] = [:]

    init(_ bytes: [UInt8]) throws {
        func number(_ offset: Int, _ length: Int) throws -> Int {
            guard offset >= 0, offset + length <= bytes.count else { throw Broken() }
            return bytes[offset..<offset + length].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        let end = bytes.count - 22
        guard try number(end, 4) == 0x0605_4B50 else { throw Broken() }
        var place = try number(end + 16, 4)
        for _ in 0..<(try number(end + 10, 2)) {
            guard try number(place, 4) == 0x0201_4B50 else { throw Broken() }
            let nameLength = try number(place + 28, 2)
            let extraLength = try number(place + 30, 2)
            var size = try number(place + 24, 4)
            var offset = try number(place + 42, 4)
            let name = String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self)
            if size == 0xFFFF_FFFF {
                size = try number(place + 46 + nameLength + 4, 8)
                offset = try number(place + 46 + nameLength + 20, 8)
            }
            guard try number(offset, 4) == 0x0403_4B50 else { throw Broken() }
            let start = try offset + 30 + number(offset + 26, 2) + number(offset + 28, 2)
            guard start + size <= bytes.count else { throw Broken() }
            names.append(name)
            files[name] = Array(bytes[start..<start + size])
            place += 46 + nameLength + extraLength
        }
    }

    subscript(name: String) -> [UInt8]? { files[name] }

    func text(_ name: String) -> String? { files[name].map { String(decoding: $0, as: UTF8.self) } }
}
