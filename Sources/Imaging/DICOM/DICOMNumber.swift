/// A binary number of an element.
package enum DICOMNumber: Hashable, Sendable {
    case signed(Int64)
    case unsigned(UInt64)
    case float(Float)
    case double(Double)

    /// Reads the number of a VR at an offset; the caller knows that its bytes are there.
    init(_ vr: DICOMVR, _ raw: UnsafeRawBufferPointer, at offset: Int, bigEndian: Bool) {
        func load<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
            let value = raw.loadUnaligned(fromByteOffset: offset, as: Number.self)
            return bigEndian ? Number(bigEndian: value) : Number(littleEndian: value)
        }
        self =
            switch vr {
            case .SS: .signed(Int64(load(Int16.self)))
            case .SL: .signed(Int64(load(Int32.self)))
            case .SV: .signed(load(Int64.self))
            case .UL, .OL: .unsigned(UInt64(load(UInt32.self)))
            case .UV, .OV: .unsigned(load(UInt64.self))
            case .FL, .OF: .float(Float(bitPattern: load(UInt32.self)))
            case .FD, .OD: .double(Double(bitPattern: load(UInt64.self)))
            default: .unsigned(UInt64(load(UInt16.self)))
            }
    }

    /// The nearest whole number.
    package var integer: Int {
        switch self {
        case .signed(let value): Int(value)
        case .unsigned(let value): Int(clamping: value)
        case .float(let value): Int(exactly: value.rounded()) ?? 0
        case .double(let value): Int(exactly: value.rounded()) ?? 0
        }
    }

    package var decimal: Double {
        switch self {
        case .signed(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .float(let value): Double(value)
        case .double(let value): value
        }
    }

    /// A decimal string (PS3.5 §6.2 DS), with the spaces, commas and signs that devices really write; nil for anything
    /// that is not a finite number.
    package static func decimal(_ text: some StringProtocol) -> Double? {
        // Double reads hexadecimal too, which is nobody's meaning here.
        guard !text.utf8.contains(where: { $0 | 0x20 == 0x78 }) else { return nil }
        guard let number = Double(text) ?? Double(String(text.compactMap(plain))) else { return nil }
        return number.isFinite ? number : nil
    }

    /// Nil for what pads a number, a point for a comma.
    private static func plain(_ character: Character) -> Character? {
        switch character {
        case " ", "\0", "+": nil
        case ",": "."
        default: character
        }
    }
}
