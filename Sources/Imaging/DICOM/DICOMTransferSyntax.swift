/// How a file's data set and pixels are written (PS3.5 §10, PS3.6 table A-1).
package struct DICOMTransferSyntax: Hashable, Sendable {
    package let uid: String

    package init(uid: String) { self.uid = uid }

    package static let implicitLittle = DICOMTransferSyntax(uid: "1.2.840.10008.1.2")
    package static let explicitLittle = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.1")
    package static let deflated = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.1.99")
    package static let explicitBig = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.2")
    package static let rle = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.5")
    package static let deflatedFrames = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.8.1")
    package static let jpegBaseline = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.4.50")
    package static let jpegLossless = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.4.70")
    package static let jpegLS = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.4.80")
    package static let jpeg2000Lossless = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.4.90")
    package static let jpeg2000 = DICOMTransferSyntax(uid: "1.2.840.10008.1.2.4.91")

    package var encoding: DICOMEncoding {
        switch self {
        case .implicitLittle: .implicitLittle
        case .explicitBig: .explicitBig
        default: .explicitLittle
        }
    }

    /// Whether the whole data set behind the meta group is one DEFLATE stream (PS3.5 §A.5).
    package var isDeflated: Bool { self == .deflated || uid == "1.2.840.10008.1.2.4.95" }

    /// Whether pixel data are the bytes themselves, not fragments of a codec's stream.
    package var isNative: Bool {
        switch self {
        case .implicitLittle, .explicitLittle, .deflated, .explicitBig: true
        default: false
        }
    }

    /// Whether what comes out is what went in; nil for syntaxes that may be either.
    package var isLossless: Bool? {
        switch uid.split(separator: ".").suffix(2).joined(separator: ".") {
        case "4.50", "4.51", "4.53", "4.55", "4.81": false
        case "4.91", "4.203", "4.110": nil
        default: true
        }
    }
}
