import JSON

/// Shapes on images: all in percent of the image.
extension ResultCheck {
    /// Half a percent of an image: editors round, and a box drawn to the edge may end a little outside.
    private static let slack = 0.5

    mutating func lookAtShape(
        _ value: JSONValue,
        item: JSONValue,
        type: String,
        _ control: ControlTag,
        _ object: ObjectTag?
    ) {
        guard control.kind.isRegion || type == "taxonomy" && value["start"] != nil else { return }
        switch type {
        case "videorectangle", "videovector", "videovectorlabels": return lookAtFrames(value)
        case "timelinelabels": return lookAtRanges(value)
        case "ocrlabels": return lookAtBox(value, full: 1)
        default: break
        }
        switch Shape(of: value, type: type) {
        case .rectangle: lookAtBox(value, full: 100)
        case .ellipse: lookAtEllipse(value)
        case .polygon: lookAtPolygon(value)
        case .keyPoint: lookAtPoint(value, "value")
        case .vector: lookAtVertices(value["vertices"], "value.vertices")
        case .brush: lookAtMask(value, item: item)
        case .bitmask:
            if value["imageDataURL"]?.string?.hasPrefix("data:image/") != true {
                note("value.imageDataURL", value["imageDataURL"] == nil ? .missing : .notA(.text))
            }
        case .frames: lookAtFrames(value)
        case .span: lookAtSpan(value, item: item, type: type, object)
        case .free: break
        }
    }

    private mutating func lookAtBox(_ value: JSONValue, full: Double) {
        let slack = Self.slack * full / 100
        let angle = value["rotation"].flatMap { $0.isNull ? nil : $0 }.map { number($0, "value.rotation") ?? 0 } ?? 0
        // A turned box starts at a corner that may lie outside while the rest is inside.
        let reach = angle == 0 ? -slack...(full + slack) : -full...(2 * full)
        let x = number(value["x"], "value.x", in: reach)
        let y = number(value["y"], "value.y", in: reach)
        let most = angle == 0 ? full + slack : 1.5 * full
        let width = number(value["width"], "value.width", in: 0...most)
        let height = number(value["height"], "value.height", in: 0...most)
        if angle == 0, let x, let width, x + width > full + slack {
            note("value.width", .outOfRange(low: 0, high: full - x))
        }
        if angle == 0, let y, let height, y + height > full + slack {
            note("value.height", .outOfRange(low: 0, high: full - y))
        }
        if full == 1, let page = value["pageIndex"] { whole(page, "value.pageIndex", least: 1) }
    }

    private mutating func lookAtEllipse(_ value: JSONValue) {
        lookAtPoint(value, "value")
        number(value["radiusX"], "value.radiusX", in: 0...100)
        number(value["radiusY"], "value.radiusY", in: 0...100)
        if let angle = value["rotation"], !angle.isNull { number(angle, "value.rotation") }
    }

    mutating func lookAtPoint(_ value: JSONValue, _ path: String) {
        let reach = -Self.slack...(100 + Self.slack)
        number(value["x"], path + ".x", in: reach)
        number(value["y"], path + ".y", in: reach)
        if let width = value["width"], !width.isNull { number(width, path + ".width", in: 0...100) }
    }

    private mutating func lookAtPolygon(_ value: JSONValue) {
        guard let points = value["points"]?.array else { return note("value.points", .notA(.list)) }
        let least = value["closed"]?.boolean == false ? 1 : 3
        if points.count < least { note("value.points", .tooFewPoints(least)) }
        let reach = -Self.slack...(100 + Self.slack)
        for (index, point) in points.enumerated() {
            guard let pair = point.array, pair.count == 2 else {
                note("value.points[\(index)]", .notA(.list))
                continue
            }
            // The path is only spelled out when it is needed: this runs for each point of each outline.
            for axis in 0..<2 {
                if let number = pair[axis].double, reach.contains(number) { continue }
                number(pair[axis], "value.points[\(index)][\(axis)]", in: reach)
            }
        }
    }

    mutating func lookAtVertices(_ value: JSONValue?, _ path: String) {
        guard let vertices = value?.array else { return note(path, value == nil ? .missing : .notA(.list)) }
        let ids = Set(vertices.compactMap { $0["id"]?.string })
        for (index, vertex) in vertices.enumerated() {
            let place = "\(path)[\(index)]"
            lookAtPoint(vertex, place)
            if let before = vertex["prevPointId"]?.string, !ids.contains(before) {
                note(place + ".prevPointId", .unknownResult(before))
            }
        }
    }

    private mutating func lookAtMask(_ value: JSONValue, item: JSONValue) {
        // A draft may hold the strokes or the picture in place of a fresh stream.
        if value["rle"] == nil, value["touches"] != nil || value["maskDataURL"] != nil { return }
        guard let stream = value["rle"]?.array else {
            return note("value.rle", value["rle"] == nil ? .missing : .notA(.list))
        }
        // The voxels of a segment are in its mask; the stream is filled when Label Studio is to read it.
        if stream.isEmpty, item["meta"]?["med"]?["kind"]?.string == "segment" { return }
        if let format = value["format"]?.string, format != "rle" { note("value.format", .notOneOf(["rle"])) }
        var values: Int?
        if let width = item["original_width"]?.integer, let height = item["original_height"]?.integer {
            let (area, isHuge) = width.multipliedReportingOverflow(by: height)
            values = isHuge ? nil : area.multipliedReportingOverflow(by: 4).partialValue
        }
        if let fault = BrushStream.fault(in: stream, values: values) { note("value.rle", .badMask(fault)) }
    }
}
