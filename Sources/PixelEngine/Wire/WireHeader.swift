/// The first 20 bytes of a wire frame, little-endian:
/// `"VXF1"`, kind, bits stored, signed (0 or 1), shift, then columns, rows and zero as four bytes each.
package struct WireHeader: Equatable, Sendable {
    package static let size = 20
    /// "VXF1", lowest byte first.
    private static let magic: UInt32 = 0x3146_5856
    /// More than any detector or camera has; keeps a broken header from asking for the memory of the machine.
    package static let maximumPixels = 1 << 29

    /// What one pixel is.
    package enum Kind: UInt8, Sendable {
        /// One sample of up to 16 bits: two planes of bytes.
        case deep = 1
        /// One sample of up to 8 bits.
        case shallow = 2
        /// Red, green and blue of 8 bits: three planes.
        case colour = 3
    }

    package var kind: Kind
    package var bitsStored: Int
    package var isSigned: Bool
    /// 0 for a whole frame; 2 for the preview, a quarter as wide and high. `columns` and `rows` are those of what follows, so already small.
    package var shift: Int
    package var columns: Int
    package var rows: Int

    package init(kind: Kind, bitsStored: Int, isSigned: Bool, shift: Int = 0, columns: Int, rows: Int) {
        self.kind = kind
        self.bitsStored = bitsStored
        self.isSigned = isSigned
        self.shift = shift
        self.columns = columns
        self.rows = rows
    }

    package var pixels: Int { columns &* rows }

    /// Bytes that follow the header.
    package var payload: Int {
        switch kind {
        case .deep: 2 &* pixels
        case .shallow: pixels
        case .colour: 3 &* pixels
        }
    }

    /// What is subtracted from stored values so that a volume of `Int16` can hold them: 32768 for unsigned samples of 16 bits, else 0.
    package var offset: Int { kind == .deep && !isSigned && bitsStored > 15 ? 32768 : 0 }

    /// Whether a frame of this size can be told.
    package var isValid: Bool {
        guard columns > 0, rows > 0, columns <= Self.maximumPixels, rows <= Self.maximumPixels else { return false }
        let (pixels, overflow) = columns.multipliedReportingOverflow(by: rows)
        guard !overflow, pixels <= Self.maximumPixels, shift == 0 || shift == 2 else { return false }
        return bitsStored >= 1 && bitsStored <= (kind == .deep ? 16 : 8)
    }

    /// Reads the header of a frame, which must be as long as it says.
    package init(_ bytes: UnsafeBufferPointer<UInt8>) throws(WireFailure) {
        guard bytes.count >= Self.size else { throw .truncated }
        func word(_ at: Int) -> UInt32 {
            UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24
        }
        guard word(0) == Self.magic, let kind = Kind(rawValue: bytes[4]), bytes[6] <= 1, word(16) == 0 else {
            throw .notAFrame
        }
        guard word(8) <= UInt32(Self.maximumPixels), word(12) <= UInt32(Self.maximumPixels) else { throw .notAFrame }
        self.init(
            kind: kind, bitsStored: Int(bytes[5]), isSigned: bytes[6] == 1, shift: Int(bytes[7]), columns: Int(word(8)),
            rows: Int(word(12)))
        guard isValid else { throw .notAFrame }
        guard bytes.count == Self.size &+ payload else { throw .truncated }
    }

    func write(to bytes: UnsafeMutableBufferPointer<UInt8>) {
        func put(_ word: UInt32, _ at: Int) {
            for byte in 0..<4 { bytes[at + byte] = UInt8(truncatingIfNeeded: word >> UInt32(8 * byte)) }
        }
        put(Self.magic, 0)
        bytes[4] = kind.rawValue
        bytes[5] = UInt8(truncatingIfNeeded: bitsStored)
        bytes[6] = isSigned ? 1 : 0
        bytes[7] = UInt8(truncatingIfNeeded: shift)
        put(UInt32(truncatingIfNeeded: columns), 8)
        put(UInt32(truncatingIfNeeded: rows), 12)
        put(0, 16)
    }
}

/// Why bytes are no wire frame, or samples cannot become one.
package enum WireFailure: Int32, Error, Sendable {
    /// The header is not one of ours.
    case notAFrame = 1
    /// Fewer or more bytes than the header says.
    case truncated = 2
    /// The samples are not as many as columns × rows, or the size is none.
    case wrongSize = 3
    /// The frame is of another kind than asked for.
    case wrongKind = 4
}
