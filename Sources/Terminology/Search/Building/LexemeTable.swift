/// The distinct pieces between blanks of all texts of a release, each once, numbered as they are met.
///
/// A release has ten million pieces and a hundred thousand different ones: open addressing over plain memory, 30 ns a
/// piece.
final class LexemeTable {
    private(set) var count = 0
    /// All pieces, one after the other; a byte before each is its style.
    private var bytes: UnsafeMutablePointer<UInt8>
    private var byteCount = 0
    private var byteRoom: Int
    private var ends: [UInt32] = []
    private var hashes: [UInt64] = []
    private(set) var frequencies: [UInt32] = []
    private var slots: UnsafeMutablePointer<UInt32>
    private var mask: Int

    init(expecting expected: Int = 1 << 17) {
        var room = 1 << 10
        while room < expected * 2 { room <<= 1 }
        mask = room - 1
        slots = .allocate(capacity: room)
        slots.initialize(repeating: .max, count: room)
        byteRoom = 1 << 20
        bytes = .allocate(capacity: byteRoom)
    }

    deinit {
        slots.deallocate()
        bytes.deallocate()
    }

    func style(_ lexeme: Int) -> FoldStyle { FoldStyle(rawValue: bytes[start(lexeme)]) ?? .plain }

    func text(_ lexeme: Int) -> UnsafeBufferPointer<UInt8> {
        let start = start(lexeme) + 1
        return UnsafeBufferPointer(start: bytes + start, count: Int(ends[lexeme]) - start)
    }

    private func start(_ lexeme: Int) -> Int { lexeme == 0 ? 0 : Int(ends[lexeme - 1]) }

    /// The number of a piece, a new one where it was not met before; counts it.
    @inline(__always)
    func number(_ piece: UnsafePointer<UInt8>, _ length: Int, style: UInt8) -> UInt32 {
        let hash = Self.hash(piece, length, style)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let found = slots[slot]
            if found == .max { return add(piece, length, style, hash, slot) }
            if hashes[Int(found)] == hash, isEqual(Int(found), piece, length, style) {
                frequencies[Int(found)] &+= 1
                return found
            }
            slot = (slot &+ 1) & mask
        }
    }

    @inline(__always)
    private func isEqual(_ lexeme: Int, _ piece: UnsafePointer<UInt8>, _ length: Int, _ style: UInt8) -> Bool {
        let start = start(lexeme)
        guard Int(ends[lexeme]) &- start == length &+ 1, bytes[start] == style else { return false }
        for index in 0..<length where bytes[start &+ 1 &+ index] != piece[index] { return false }
        return true
    }

    private func add(
        _ piece: UnsafePointer<UInt8>, _ length: Int, _ style: UInt8, _ hash: UInt64, _ slot: Int
    ) -> UInt32 {
        if byteCount + length + 1 > byteRoom {
            let room = max(byteRoom * 2, byteCount + length + 1)
            let more = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
            more.update(from: bytes, count: byteCount)
            bytes.deallocate()
            bytes = more
            byteRoom = room
        }
        bytes[byteCount] = style
        for index in 0..<length { bytes[byteCount + 1 + index] = piece[index] }
        byteCount += length + 1
        let lexeme = UInt32(count)
        slots[slot] = lexeme
        ends.append(UInt32(byteCount))
        hashes.append(hash)
        frequencies.append(1)
        count += 1
        if count * 2 > mask { grow() }
        return lexeme
    }

    private func grow() {
        let room = (mask + 1) * 2
        slots.deallocate()
        slots = .allocate(capacity: room)
        slots.initialize(repeating: .max, count: room)
        mask = room - 1
        for (lexeme, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != .max { slot = (slot + 1) & mask }
            slots[slot] = UInt32(lexeme)
        }
    }

    @inline(__always)
    private static func hash(_ piece: UnsafePointer<UInt8>, _ length: Int, _ style: UInt8) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(style)
        let raw = UnsafeRawPointer(piece)
        var at = 0
        while at &+ 8 <= length {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash &>> 32
            at &+= 8
        }
        var rest: UInt64 = 0
        while at < length {
            rest = rest &<< 8 | UInt64(piece[at])
            at &+= 1
        }
        hash = (hash ^ rest) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ hash &>> 29
    }
}
