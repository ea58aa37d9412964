import JSON

/// What results on images of the field say beside Label Studio's shape, in `meta.med`.
extension ResultCheck {
    /// Units a figure on an image may have, in UCUM; `px` where a series has no spacing.
    private static let units: Set<String> = [
        "mm", "cm", "m", "um", "px", "mm2", "cm2", "m2", "um2", "px2", "mm3", "cm3", "ml", "mL", "deg", "rad", "%", "1",
        "HU",
        "[hnsf'U]", "{SUVbw}g/ml", "SUVbw", "g/ml", "g/mL", "{counts}", "Bq/ml", "BQML", "US", "Gy", "mm/s", "ms", "s",
    ]
    /// Farther from the origin than any patient on any table, in millimetres.
    private static let reach = -1e6...1e6

    mutating func lookAtMedical(_ item: JSONValue) {
        guard let med = item["meta"]?["med"], !med.isNull else { return }
        let path = "meta.med"
        guard case .object = med else { return note(path, .notA(.object)) }
        guard let kind = med["kind"]?.string else { return }
        switch kind {
        case "segment": lookAtSegment(med, path)
        case "slide": lookAtSlide(med, path)
        default: if let kind = MeasureKind(rawValue: kind) { lookAtFigure(med, kind, path) }
        }
    }

    private mutating func lookAtFigure(_ med: JSONValue, _ kind: MeasureKind, _ path: String) {
        if let points = med["points"], !points.isNull { lookAtPoints(points, kind, path + ".points") }
        for key in ["value", "short", "area", "mean", "sd", "min", "max"] {
            if let value = med[key], !value.isNull { number(value, "\(path).\(key)") }
        }
        for key in ["short", "area", "sd"] where (med[key]?.double ?? 0) < 0 {
            note("\(path).\(key)", .outOfRange(low: 0, high: Double(Int32.max)))
        }
        for key in ["n", "frame"] {
            if let value = med[key], !value.isNull { whole(value, "\(path).\(key)", least: key == "frame" ? 1 : 0) }
        }
        lookAtUnit(med, "unit", path)
        // Grey values may have the unit a manufacturer gave them; only its form can be told.
        if let unit = med["stats_unit"], !unit.isNull, unit.string == nil { note(path + ".stats_unit", .notA(.text)) }
    }

    private mutating func lookAtPoints(_ value: JSONValue, _ kind: MeasureKind, _ path: String) {
        guard let points = value.array else { return note(path, .notA(.list)) }
        if let wanted = kind.pointCount {
            if points.count != wanted { note(path, .wrongCount(found: points.count, wanted: wanted)) }
        } else if points.count < 3 {
            note(path, .tooFewPoints(3))
        }
        for (index, point) in points.enumerated() {
            guard let axes = point.array, axes.count == 3 else {
                note("\(path)[\(index)]", .notA(.list))
                continue
            }
            for axis in 0..<3 {
                if let number = axes[axis].double, Self.reach.contains(number) { continue }
                number(axes[axis], "\(path)[\(index)][\(axis)]", in: Self.reach)
            }
        }
    }

    private mutating func lookAtUnit(_ med: JSONValue, _ key: String, _ path: String) {
        guard let unit = med[key], !unit.isNull else { return }
        guard let text = unit.string else { return note("\(path).\(key)", .notA(.text)) }
        // A probe reads a grey value, whose unit may be the manufacturer's own.
        if med["kind"]?.string != "probe", !Self.units.contains(text) { note("\(path).\(key)", .unknownUnit(text)) }
    }

    private mutating func lookAtSegment(_ med: JSONValue, _ path: String) {
        if let status = med["status"], !status.isNull {
            let known = SegmentStatus.allCases.map(\.rawValue)
            if !known.contains(status.string ?? "") { note(path + ".status", .notOneOf(known)) }
        }
        if let mask = med["mask"], !mask.isNull {
            guard let id = mask.string, Self.isUUID(id) else { return note(path + ".mask", .badForm("a UUID")) }
            if let layer = whole(med["layer"], path + ".layer"), layer > 255 {
                note(path + ".layer", .outOfRange(low: 0, high: 255))
            }
            if let segment = whole(med["segment"], path + ".segment", least: 1), segment > 255 {
                note(path + ".segment", .outOfRange(low: 1, high: 255))
            }
            if let count = med["operations"], !count.isNull { whole(count, path + ".operations") }
            if let hash = med["hash"], !hash.isNull, !Self.isHash(hash.string ?? "") {
                note(path + ".hash", .badForm("16 hexadecimal digits"))
            }
        } else if med["part"] == nil, ["absent", "not_assessable", "outside"].contains(med["status"]?.string) == false {
            // Only a structure of which nothing is painted may do without a mask.
            note(path + ".mask", .missing)
        }
        for key in ["volume_ml", "voxels"] {
            if let value = med[key], !value.isNull { number(value, "\(path).\(key)", in: 0...1e12) }
        }
        if let extent = med["extent"], !extent.isNull {
            let ends = extent.array?.compactMap(\.integer) ?? []
            if ends.count != 2 || ends[0] < 0 {
                note(path + ".extent", .notA(.list))
            } else if ends[1] < ends[0] {
                note(path + ".extent", .endBeforeStart)
            }
        }
    }

    private mutating func lookAtSlide(_ med: JSONValue, _ path: String) {
        for key in ["area_um2", "length_um"] {
            if let value = med[key], !value.isNull { number(value, "\(path).\(key)", in: 0...1e15) }
        }
        guard let level = med["level0"], !level.isNull else { return }
        // A quarter of a million pixels is the widest slide there is; a point drawn at the edge may end a little outside.
        let reach = -16.0...1e7
        if let points = level.array {
            for (index, point) in points.enumerated() {
                guard point.array?.count == 2 else {
                    note("\(path).level0[\(index)]", .notA(.list))
                    continue
                }
                for axis in 0..<2 { number(point[axis], "\(path).level0[\(index)][\(axis)]", in: reach) }
            }
        } else if case .object = level {
            for key in ["x", "y", "width", "height"] where level[key] != nil {
                number(level[key], "\(path).level0.\(key)", in: reach)
            }
        } else {
            note(path + ".level0", .notA(.list))
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(isHexadecimal) }
    }

    private static func isHash(_ text: String) -> Bool { text.utf8.count == 16 && text.utf8.allSatisfy(isHexadecimal) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
