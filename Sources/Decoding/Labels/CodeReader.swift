import Imaging

extension DICOMDataSet {
    /// The code of a code sequence's first item.
    func code(_ tag: DICOMTag) -> LabelCode? { item(tag)?.ownCode }

    /// All codes of a code sequence.
    func codes(_ tag: DICOMTag) -> [LabelCode] { items(tag).compactMap(\.ownCode) }

    /// The code an item is.
    var ownCode: LabelCode? {
        guard let value = text(.codeValue) ?? text(.longCodeValue) ?? text(.urnCodeValue) else { return nil }
        return LabelCode(value, text(.codingSchemeDesignator) ?? "", text(.codeMeaning) ?? "")
    }
}
