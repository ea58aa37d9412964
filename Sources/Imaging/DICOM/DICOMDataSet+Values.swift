extension DICOMDataSet {
    /// The bytes of a value.
    package func data(_ tag: DICOMTag) -> [UInt8]? { entry(tag).map { bytes.copy($0.range) } }

    /// The values of a text, without the padding; nil if there is no such element.
    package func texts(_ tag: DICOMTag) -> [String]? { entry(tag).map(texts(of:)) }

    /// The values of a text element.
    package func texts(of entry: DICOMEntry) -> [String] {
        let text = text(of: entry)
        guard entry.vr.hasSeveralTexts || entry.vr == .UN else {
            return text.isEmpty ? [] : [text.trimming(leading: false)]
        }
        if text.isEmpty { return [] }
        return text.utf8.split(separator: 0x5C, omittingEmptySubsequences: false).map {
            Substring($0).trimming(leading: entry.vr != .UC)
        }
    }

    /// The first value of a text, nil if it is empty or not there.
    package func text(_ tag: DICOMTag) -> String? {
        guard let first = texts(tag)?.first, !first.isEmpty else { return nil }
        return first
    }

    private func text(of entry: DICOMEntry) -> String {
        bytes.withBytes(entry.range) { raw in
            characterSet.text(raw, isName: entry.vr == .PN, usesTerms: entry.vr.hasCharacterSet || entry.vr == .UN)
        }
    }

    /// The whole numbers of an element, written in text or in binary; nil if there is none or one cannot be read.
    package func integers(_ tag: DICOMTag) -> [Int]? {
        guard let entry = entry(tag) else { return nil }
        if entry.vr.isText {
            var numbers: [Int] = []
            for text in texts(of: entry) {
                // Some devices write whole numbers with a point or an exponent.
                guard let number = Int(text) ?? DICOMNumber.decimal(text).flatMap({ Int(exactly: $0.rounded()) }) else {
                    return nil
                }
                numbers.append(number)
            }
            return numbers
        }
        return numbers(of: entry)?.map(\.integer)
    }

    /// The first whole number.
    package func integer(_ tag: DICOMTag) -> Int? {
        if let entry = entry(tag), entry.vr.isText {
            // One bad value behind a good one does no harm.
            return texts(of: entry).first.flatMap {
                Int($0) ?? DICOMNumber.decimal($0).flatMap { Int(exactly: $0.rounded()) }
            }
        }
        return integers(tag)?.first
    }

    /// The numbers of an element, written in text or in binary; nil if there is none or one cannot be read.
    package func decimals(_ tag: DICOMTag) -> [Double]? {
        guard let entry = entry(tag) else { return nil }
        if entry.vr.isText {
            var numbers: [Double] = []
            for text in texts(of: entry) {
                guard let number = DICOMNumber.decimal(text) else { return nil }
                numbers.append(number)
            }
            return numbers
        }
        return numbers(of: entry)?.map(\.decimal)
    }

    /// The first number.
    package func decimal(_ tag: DICOMTag) -> Double? {
        if let entry = entry(tag), entry.vr.isText { return texts(of: entry).first.flatMap(DICOMNumber.decimal) }
        return decimals(tag)?.first
    }

    /// The binary numbers of an element, nil if it holds none.
    package func numbers(of entry: DICOMEntry) -> [DICOMNumber]? {
        let vr = vr(of: entry)
        guard let size = vr.numberSize, vr != .AT else { return nil }
        let bigEndian = entry.encoding.isBigEndian
        return bytes.withBytes(entry.range) { raw in
            (0..<raw.count / size).map { index in
                DICOMNumber(vr, raw, at: index * size, bigEndian: bigEndian)
            }
        }
    }

    /// The tags that an element names.
    package func tags(_ tag: DICOMTag) -> [DICOMTag]? {
        guard let entry = entry(tag), entry.vr == .AT else { return nil }
        let bigEndian = entry.encoding.isBigEndian
        return stride(from: entry.range.lowerBound, to: entry.range.upperBound - 3, by: 4).map { offset in
            DICOMTag(
                group: bytes.number16(offset, bigEndian: bigEndian),
                element: bytes.number16(offset + 2, bigEndian: bigEndian))
        }
    }
}

extension StringProtocol {
    /// Without the spaces and zeros that pad a value.
    fileprivate func trimming(leading: Bool) -> String {
        var part = Substring(self).unicodeScalars
        while let last = part.last, last == " " || last == "\0" { part.removeLast() }
        if leading { while let first = part.first, first == " " || first == "\0" { part.removeFirst() } }
        return String(part)
    }
}
