import Imaging

extension Answerer {
    /// What a segmentation, structure set, report or label map says.
    func labels(_ file: OpenFile, _ request: DecodeRequest) throws(DecodeFailure) -> [UInt8] {
        throw .unsupported(reason: "this file says nothing of labels")
    }
}
