/// Writes data sets as Part 10 files in explicit VR little-endian, in UTF-8.
package enum DICOMWriter {
    /// Names this program in the files it writes (PS3.10 §7.1): a UID below 2.25, the root for UUIDs.
    package static let implementationClass = "2.25.302436415904567124868905837409813214351"
    package static let implementationVersion = "VESALIUS_1"

    /// What cannot be written.
    package enum Failure: Error, Equatable, Sendable {
        /// The SOP class or instance is missing: without them a file has no identity.
        case noIdentity
        /// A value does not fit the VR.
        case wrongValue(DICOMTag, DICOMVR)
        /// A value longer than its length can say.
        case tooLong(DICOMTag)
    }

    /// The bytes of a file. The meta group is made from the data set's SOP class and instance.
    package static func file(_ item: DICOMItem) throws(Failure) -> [UInt8] {
        guard let sopClass = item.text(.sopClassUID), let instance = item.text(.sopInstanceUID) else {
            throw .noIdentity
        }
        var meta = DICOMItem()
        meta[.fileMetaInformationVersion] = .bytes([0, 1])
        meta[.mediaStorageSOPClassUID] = .text(sopClass)
        meta[.mediaStorageSOPInstanceUID] = .text(instance)
        meta[.transferSyntaxUID] = .text(DICOMTransferSyntax.explicitLittle.uid)
        meta[.implementationClassUID] = .text(implementationClass)
        meta[.implementationVersionName] = .text(implementationVersion)
        let group = try dataSet(meta)

        var item = item
        item[.specificCharacterSet] = "ISO_IR 192"
        var bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        var length = DICOMItem()
        length.set(DICOMTag(0x0002_0000), .UL, .integer(group.count))
        bytes += try dataSet(length)
        bytes += group
        try append(item, to: &bytes)
        return bytes
    }

    /// The bytes of a data set alone.
    package static func dataSet(_ item: DICOMItem) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        try append(item, to: &bytes)
        return bytes
    }

    private static func append(_ item: DICOMItem, to bytes: inout [UInt8]) throws(Failure) {
        for element in item.elements { try append(element, to: &bytes) }
    }

    private static func append(_ element: DICOMElement, to bytes: inout [UInt8]) throws(Failure) {
        append(element.tag, to: &bytes)
        bytes += Array(element.vr.rawValue.utf8)
        if element.vr.hasLongLength {
            bytes += [0, 0]
            let place = bytes.count
            bytes += [0, 0, 0, 0]
            try appendValue(of: element, to: &bytes)
            try fillLength(at: place, of: element.tag, in: &bytes)
        } else {
            let place = bytes.count
            bytes += [0, 0]
            try appendValue(of: element, to: &bytes)
            let length = bytes.count - place - 2
            guard length <= 0xFFFE else { throw .tooLong(element.tag) }
            bytes[place] = UInt8(truncatingIfNeeded: length)
            bytes[place + 1] = UInt8(truncatingIfNeeded: length >> 8)
        }
    }

    /// Writes the length of what stands behind its own four bytes.
    private static func fillLength(at place: Int, of tag: DICOMTag, in bytes: inout [UInt8]) throws(Failure) {
        let length = bytes.count - place - 4
        guard length <= 0xFFFF_FFFE else { throw .tooLong(tag) }
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
    }

    private static func append(_ tag: DICOMTag, to bytes: inout [UInt8]) {
        append(tag.group, to: &bytes)
        append(tag.element, to: &bytes)
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func appendValue(of element: DICOMElement, to bytes: inout [UInt8]) throws(Failure) {
        let start = bytes.count
        let vr = element.vr
        switch element.value {
        case .items(let items):
            guard vr == .SQ else { throw .wrongValue(element.tag, vr) }
            for item in items {
                append(DICOMParser.item, to: &bytes)
                let place = bytes.count
                bytes += [0, 0, 0, 0]
                try append(item, to: &bytes)
                try fillLength(at: place, of: element.tag, in: &bytes)
            }
        case .bytes(let value): bytes += value
        case .tags(let tags):
            guard vr == .AT else { throw .wrongValue(element.tag, vr) }
            for tag in tags { append(tag, to: &bytes) }
        case .texts(let texts):
            guard vr.isText || texts.isEmpty else { throw .wrongValue(element.tag, vr) }
            bytes += Array(texts.joined(separator: "\\").utf8)
        case .integers(let numbers):
            if vr.isText {
                bytes += Array(numbers.map(String.init).joined(separator: "\\").utf8)
            } else {
                for number in numbers { try append(number, as: element, to: &bytes) }
            }
        case .decimals(let numbers):
            if vr.isText {
                bytes += Array(numbers.map(DICOMNumber.text).joined(separator: "\\").utf8)
            } else {
                for number in numbers { try append(number, as: element, to: &bytes) }
            }
        }
        if (bytes.count - start) & 1 == 1 { bytes.append(vr.isText && vr != .UI ? 0x20 : 0) }
    }

    private static func append(_ number: Int, as element: DICOMElement, to bytes: inout [UInt8]) throws(Failure) {
        func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws(Failure) {
            guard let value = Number(exactly: number) else { throw .wrongValue(element.tag, element.vr) }
            append(value, to: &bytes)
        }
        switch element.vr {
        case .US, .OW: try integer(UInt16.self)
        case .SS: try integer(Int16.self)
        case .UL, .OL: try integer(UInt32.self)
        case .SL: try integer(Int32.self)
        case .UV, .OV: try integer(UInt64.self)
        case .SV: try integer(Int64.self)
        case .OB: try integer(UInt8.self)
        default: try append(Double(number), as: element, to: &bytes)
        }
    }

    private static func append(_ number: Double, as element: DICOMElement, to bytes: inout [UInt8]) throws(Failure) {
        switch element.vr {
        case .FL, .OF: append(Float(number).bitPattern, to: &bytes)
        case .FD, .OD: append(number.bitPattern, to: &bytes)
        default: throw .wrongValue(element.tag, element.vr)
        }
    }
}
