extension MarkupElement {
    /// The config with the long spellings of images written as the tags of Label Studio that carry them.
    ///
    /// `<Dicom>`, `<Volume>` and `<Slide>` are macros of `<Image medical="…" source="$…">`, whose own value is pictures any
    /// browser shows; `<VolumeMask>` is `<BrushLabels medical="mask">`, and `<Measure>` on an image `<PolygonLabels medical="measure">`.
    /// `core/medical.js` of the browser does the same, against the same fixtures.
    package var carried: MarkupElement {
        var signals: Set<String> = []
        walk { element, _ in
            if ObjectKind(rawValue: element.key)?.carrier == .timeSeries, let name = element["name"] {
                signals.insert(name)
            }
        }
        return carried(signals: signals)
    }

    private func carried(signals: Set<String>) -> MarkupElement {
        let inner = children.map { child -> MarkupNode in
            if case .element(let element) = child { .element(element.carried(signals: signals)) } else { child }
        }
        if let image = MedicalImage(rawValue: key) {
            return MarkupElement(
                "Image", attributes: Self.carried(attributes, as: image), children: inner, place: place)
        }
        switch key {
        case "volumemask": return renamed("BrushLabels", medical: "mask", inner)
        // On a signal it stays what it was: calipers, which give numbers.
        case "measure" where !list("toname").contains(where: signals.contains):
            return renamed("PolygonLabels", medical: "measure", inner)
        default:
            var copy = self
            copy.children = inner
            return copy
        }
    }

    private func renamed(_ tag: String, medical: String, _ inner: [MarkupNode]) -> MarkupElement {
        let kept = attributes.filter { $0.key != "medical" }
        return MarkupElement(
            tag, attributes: kept + [MarkupAttribute("medical", medical)], children: inner, place: place)
    }

    /// With a `source` of its own the value is the pictures already; without one the value is the source.
    private static func carried(_ attributes: [MarkupAttribute], as image: MedicalImage) -> [MarkupAttribute] {
        var kept = attributes.filter { $0.key != "medical" }
        let isPicture = { (attribute: MarkupAttribute) in attribute.key == "value" || attribute.key == "valuelist" }
        let hasSource = kept.contains { $0.key == "source" }
        if let index = kept.firstIndex(where: isPicture) {
            let value = kept[index].value
            if !hasSource, let reference = DataReference(value) {
                kept[index] = picture(of: reference, image)
                kept.append(MarkupAttribute("source", value))
            } else if hasSource, kept[index].key == "value", image.carrierAttribute == "valueList" {
                kept[index] = MarkupAttribute("valueList", value)
            }
        } else if let source = kept.first(where: { $0.key == "source" }), let reference = DataReference(source.value) {
            kept.append(picture(of: reference, image))
        }
        kept.append(MarkupAttribute("medical", image.rawValue))
        return kept
    }

    private static func picture(of reference: DataReference, _ image: MedicalImage) -> MarkupAttribute {
        let name = String(
            reference.text.unicodeScalars.map { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
                    ? Character(scalar) : "_"
            })
        return MarkupAttribute(image.carrierAttribute, "$" + name + image.carrierSuffix)
    }
}
