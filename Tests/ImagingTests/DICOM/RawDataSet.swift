@testable import Imaging

/// Bytes of data sets as devices write them, the ways that our own writer does not.
struct RawDataSet {
    var encoding: DICOMEncoding
    private(set) var bytes: [UInt8] = []

    init(_ encoding: DICOMEncoding) { self.encoding = encoding }

    mutating func number(_ value: Int, size: Int) {
        let little = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        bytes += encoding.isBigEndian ? little.reversed() : little
    }

    mutating func tag(_ tag: DICOMTag) {
        number(Int(tag.group), size: 2)
        number(Int(tag.element), size: 2)
    }

    /// An element; `length` nil is open.
    mutating func header(_ tag: DICOMTag, _ vr: DICOMVR, length: Int?) {
        self.tag(tag)
        let length = length ?? 0xFFFF_FFFF
        guard encoding.isExplicit else { return number(length, size: 4) }
        bytes += Array(vr.rawValue.utf8)
        if vr.hasLongLength {
            bytes += [0, 0]
            number(length, size: 4)
        } else {
            number(length, size: 2)
        }
    }

    mutating func element(_ tag: DICOMTag, _ vr: DICOMVR, _ value: [UInt8]) {
        header(tag, vr, length: value.count)
        bytes += value
    }

    mutating func text(_ tag: DICOMTag, _ vr: DICOMVR, _ text: String) {
        let value = Array(text.utf8)
        element(tag, vr, value + (value.count & 1 == 1 ? [vr == .UI ? 0 : 0x20] : []))
    }

    mutating func short(_ tag: DICOMTag, _ value: Int) {
        header(tag, .US, length: 2)
        number(value, size: 2)
    }

    /// An item's or a delimiter's head.
    mutating func item(_ tag: UInt32, length: Int?) {
        self.tag(DICOMTag(tag))
        number(length ?? 0xFFFF_FFFF, size: 4)
    }

    mutating func append(_ more: [UInt8]) { bytes += more }

    /// A Part 10 file of this data set.
    func file(_ syntax: DICOMTransferSyntax?) -> [UInt8] {
        var meta = RawDataSet(.explicitLittle)
        if let syntax { meta.text(.transferSyntaxUID, .UI, syntax.uid) }
        return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + meta.bytes + bytes
    }
}
