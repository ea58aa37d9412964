#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts a stream of bytes into the rows of an RF2 table: fields between tabs, lines that end with CR LF, no quoting
/// (Release File Specification, “File format”).
///
/// A row is looked at where it lies in the chunk; only one that a chunk's end cuts through is copied.
struct RF2Scanner {
    /// A longer line is no row: the longest field allowed has 4096 characters.
    static let mostRowBytes = 1 << 20

    /// What is wrong with a line as a line.
    enum Fault {
        case columns(Int)
        case tooLong
        case notText(column: Int)
        /// The file does not end with a line's end: something is missing.
        case cutOff
        /// The line ends with LF alone.
        case noReturn
    }

    private let columns: Int
    /// The beginning of a row whose end has not come yet.
    private var carried: [UInt8] = []
    private var isSkipping = false
    private(set) var line = 1
    private let ends: UnsafeMutablePointer<Int32>

    /// - Parameters:
    ///   - columns: how many fields a row has.
    ///   - ends: room for as many numbers.
    ///   - line: the line before the first row.
    init(columns: Int, ends: UnsafeMutablePointer<Int32>, after line: Int) {
        self.columns = columns
        self.ends = ends
        self.line = line
    }

    /// Takes the next chunk and hands out each row that ends in it.
    @inline(__always)
    mutating func feed(
        _ chunk: UnsafeBufferPointer<UInt8>, _ fault: (Fault, Int) throws -> Void, _ body: (RF2Row) throws -> Void
    ) throws {
        guard var start = chunk.baseAddress else { return }
        let end = start + chunk.count
        let isPlain = Self.isASCII(chunk)
        if !carried.isEmpty || isSkipping {
            guard let next = Self.lineEnd(start, end) else { return try carry(start, end, fault) }
            try carry(start, next, fault)
            start = next + 1
            let row = carried
            carried.removeAll(keepingCapacity: true)
            line += 1
            if isSkipping {
                isSkipping = false
            } else {
                try row.withUnsafeBufferPointer { row in
                    if let bytes = row.baseAddress { try take(bytes, row.count, isPlain: false, fault, body) }
                }
            }
        }
        while let next = Self.lineEnd(start, end) {
            line += 1
            try take(start, next - start, isPlain: isPlain, fault, body)
            start = next + 1
        }
        try carry(start, end, fault)
    }

    /// Ends the file.
    func finish(_ fault: (Fault, Int) throws -> Void) throws {
        if !carried.isEmpty || isSkipping { try fault(.cutOff, line + 1) }
    }

    private mutating func carry(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ fault: (Fault, Int) throws -> Void
    ) throws {
        guard !isSkipping, end > start else { return }
        guard carried.count + (end - start) <= Self.mostRowBytes else {
            try fault(.tooLong, line + 1)
            carried.removeAll()
            return isSkipping = true
        }
        carried.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
    }

    @inline(__always)
    private func take(
        _ bytes: UnsafePointer<UInt8>, _ length: Int, isPlain: Bool, _ fault: (Fault, Int) throws -> Void,
        _ body: (RF2Row) throws -> Void
    ) throws {
        var count = length
        if count > 0, bytes[count - 1] == UInt8(ascii: "\r") { count -= 1 } else { try fault(.noReturn, line) }
        let found = fields(bytes, count)
        guard found == columns else { return try fault(.columns(found), line) }
        if !isPlain, !UTF8Check.isValid(UnsafeBufferPointer(start: bytes, count: count)) {
            let row = RF2Row(bytes: bytes, ends: ends, line: line)
            return try fault(.notText(column: (0..<columns).first { !UTF8Check.isValid(row[$0].buffer) } ?? 0), line)
        }
        try body(RF2Row(bytes: bytes, ends: ends, line: line))
    }

    /// Writes down where fields end and counts them: eight bytes at a time, for `memchr` for each field of some ten bytes took
    /// twice as long.
    @inline(__always)
    private func fields(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var found = 0
        var index = 0
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        while index + 8 <= count {
            let word =
                UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self).littleEndian ^ 0x0909_0909_0909_0909
            // The highest bit of each byte that was a tab.
            var tabs = ~(((word & low) &+ low) | word | low)
            while tabs != 0 {
                if found < columns { ends[found] = Int32(truncatingIfNeeded: index + tabs.trailingZeroBitCount >> 3) }
                found += 1
                tabs &= tabs &- 1
            }
            index += 8
        }
        while index < count {
            if bytes[index] == 9 {
                if found < columns { ends[found] = Int32(truncatingIfNeeded: index) }
                found += 1
            }
            index += 1
        }
        if found < columns { ends[found] = Int32(truncatingIfNeeded: count) }
        return found + 1
    }

    @inline(__always)
    private static func lineEnd(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard start < end, let found = memchr(start, 0x0A, end - start) else { return nil }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
    }

    private static func isASCII(_ chunk: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = chunk.baseAddress else { return true }
        let raw = UnsafeRawPointer(base)
        var index = 0
        // Four words a turn; SIMD32 is taken apart into bytes by the compiler and takes thirty times as long.
        var any: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        while index + 32 <= chunk.count {
            any.0 |= raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            any.1 |= raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
            any.2 |= raw.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
            any.3 |= raw.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
            index += 32
        }
        var rest: UInt8 = 0
        while index < chunk.count {
            rest |= base[index]
            index += 1
        }
        return (any.0 | any.1 | any.2 | any.3) & 0x8080_8080_8080_8080 == 0 && rest < 0x80
    }
}
