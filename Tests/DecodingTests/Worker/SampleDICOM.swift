/// Small DICOM files, byte by byte: explicit little-endian, one grey image.
struct SampleDICOM {
    var columns = 8
    var rows = 4
    var frames = 1
    var samples: [UInt16] = []
    var extra: [(group: UInt16, element: UInt16, vr: String, value: [UInt8])] = []
    var hasPixels = true

    static func text(_ text: String, pad: UInt8 = 0x20) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes.count % 2 == 0 ? bytes : bytes + [pad]
    }

    static func short(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }

    var bytes: [UInt8] {
        var elements: [(group: UInt16, element: UInt16, vr: String, value: [UInt8])] = [
            (0x0008, 0x0016, "UI", Self.text("1.2.840.10008.5.1.4.1.1.7", pad: 0)),
            (0x0008, 0x0018, "UI", Self.text("1.2.3.4", pad: 0)), (0x0008, 0x0060, "CS", Self.text("OT")),
            (0x0020, 0x000D, "UI", Self.text("1.2.3", pad: 0)), (0x0020, 0x000E, "UI", Self.text("1.2.3.1", pad: 0)),
        ]
        if hasPixels {
            elements += [
                (0x0028, 0x0002, "US", Self.short(1)), (0x0028, 0x0004, "CS", Self.text("MONOCHROME2")),
                (0x0028, 0x0008, "IS", Self.text("\(frames)")), (0x0028, 0x0010, "US", Self.short(rows)),
                (0x0028, 0x0011, "US", Self.short(columns)), (0x0028, 0x0100, "US", Self.short(16)),
                (0x0028, 0x0101, "US", Self.short(16)), (0x0028, 0x0102, "US", Self.short(15)),
                (0x0028, 0x0103, "US", Self.short(0)),
                (0x7FE0, 0x0010, "OW", samples.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
            ]
        }
        for one in extra {
            elements.removeAll { $0.group == one.group && $0.element == one.element }
            elements.append(one)
        }
        elements.sort { ($0.group, $0.element) < ($1.group, $1.element) }
        let syntax = Self.element(0x0002, 0x0010, "UI", Self.text("1.2.840.10008.1.2.1", pad: 0))
        let meta = Self.element(0x0002, 0x0000, "UL", [UInt8(syntax.count), 0, 0, 0]) + syntax
        return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + meta
            + elements.flatMap { Self.element($0.group, $0.element, $0.vr, $0.value) }
    }

    static func element(_ group: UInt16, _ element: UInt16, _ vr: String, _ value: [UInt8]) -> [UInt8] {
        let head = short(Int(group)) + short(Int(element)) + Array(vr.utf8)
        if ["OW", "OB", "SQ", "UN", "UT"].contains(vr) {
            return head + [0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: value.count >> (8 * $0)) } + value
        }
        return head + short(value.count) + value
    }

    /// A sequence of items of elements.
    static func items(_ items: [[UInt8]]) -> [UInt8] {
        items.flatMap { item in
            [0xFE, 0xFF, 0x00, 0xE0] + (0..<4).map { UInt8(truncatingIfNeeded: item.count >> (8 * $0)) } + item
        }
    }
}
