/// What a tag shows. The raw value is the tag's name in lower case.
package enum ObjectKind: String, Sendable, CaseIterable {
    case text
    case hyperText = "hypertext"
    case paragraphs
    case image
    case audio
    case audioPlus = "audioplus"
    case video
    case timeSeries = "timeseries"
    case table
    case list
    case pdf
    case chat
    case reactCode = "reactcode"
    case customInterface = "custominterface"
    case object3D = "object3d"
    // Long spellings of the medical extension.
    case waveform
    case record
    case sequence
    case variants
    case dicom
    case volume
    case slide
    /// A tag we do not know that has a name and a value.
    case other = ""

    /// The tag of Label Studio's language that carries this one, where it is an extension.
    package var carrier: ObjectKind {
        switch self {
        case .waveform: .timeSeries
        case .record: .hyperText
        case .sequence: .text
        case .variants: .table
        case .dicom, .volume, .slide: .image
        case .audioPlus: .audio
        case .customInterface: .reactCode
        default: self
        }
    }
}
