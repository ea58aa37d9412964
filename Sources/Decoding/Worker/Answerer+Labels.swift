import Imaging

extension Answerer {
    /// What a segmentation, structure set, report or label map says.
    func labels(_ file: OpenFile, _ request: DecodeRequest) throws(DecodeFailure) -> [UInt8] {
        let labels: LabelFile? =
            switch file.content {
            case .dicom(let file, _): LabelReader.read(file)
            case .volume(let volume): LabelMapReader.read(volume)
            case .slide, .other: nil
            }
        guard let labels else { throw .unsupported(reason: "this file says nothing of labels") }
        return labels.json
    }
}
