/// A data set to be written, or an item of one of its sequences. Elements are kept in the order of their tags.
///
///     var item = DICOMItem()
///     item[.modality] = "SEG"
///     item[.instanceNumber] = 1
///     item[.segmentSequence] = .items(segments)
///     item.set(DICOMTag(0x0009_1001), .LO, "private")
package struct DICOMItem: Hashable, Sendable {
    package private(set) var elements: [DICOMElement] = []

    package init() {}

    /// An element's value. Setting it takes the VR from the dictionary (`UN` for a tag it does not know); nil removes it.
    package subscript(tag: DICOMTag) -> DICOMValue? {
        get { element(tag)?.value }
        set {
            if let newValue {
                set(tag, DICOMDictionary.vr(of: tag) ?? .UN, newValue)
            } else if let place = place(of: tag), elements[place].tag == tag {
                elements.remove(at: place)
            }
        }
    }

    package func element(_ tag: DICOMTag) -> DICOMElement? {
        guard let place = place(of: tag), elements[place].tag == tag else { return nil }
        return elements[place]
    }

    /// Sets an element with a VR of the caller's choice: for private tags, and where the standard leaves one.
    package mutating func set(_ tag: DICOMTag, _ vr: DICOMVR, _ value: DICOMValue) {
        let element = DICOMElement(tag, vr, value)
        guard let place = place(of: tag) else {
            elements.append(element)
            return
        }
        if elements[place].tag == tag { elements[place] = element } else { elements.insert(element, at: place) }
    }

    /// The first text of an element.
    package func text(_ tag: DICOMTag) -> String? {
        if case .texts(let texts) = self[tag] { texts.first } else { nil }
    }

    /// The first whole number of an element, also of one written in text.
    package func integer(_ tag: DICOMTag) -> Int? {
        switch self[tag] {
        case .integers(let numbers): numbers.first
        case .decimals(let numbers): numbers.first.flatMap { Int(exactly: $0.rounded()) }
        case .texts(let texts): texts.first.flatMap { Int($0) }
        default: nil
        }
    }

    /// The items of a sequence; none if it is not there.
    package func items(_ tag: DICOMTag) -> [DICOMItem] {
        if case .items(let items) = self[tag] { items } else { [] }
    }

    /// The first element at or behind a tag, nil behind the last one.
    private func place(of tag: DICOMTag) -> Int? {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].tag < tag { low = middle + 1 } else { high = middle }
        }
        return low < elements.count ? low : nil
    }
}
