import JSON

/// The form of a region, told by its result's type or, under plain Labels, by the members it has.
enum Shape {
    case rectangle, ellipse, polygon, keyPoint, vector, brush, bitmask, frames, span
    /// Nothing is known to check.
    case free

    init(of value: JSONValue, type: String) {
        switch type {
        case "rectangle", "rectanglelabels": self = .rectangle
        case "ellipse", "ellipselabels": self = .ellipse
        case "polygon", "polygonlabels": self = .polygon
        case "keypoint", "keypointlabels": self = .keyPoint
        case "vector", "vectorlabels": self = .vector
        case "brush", "brushlabels": self = .brush
        case "bitmask", "bitmasklabels": self = .bitmask
        case "hypertextlabels", "paragraphlabels", "timeserieslabels": self = .span
        default: self = Self.guess(value)
        }
    }

    private static func guess(_ value: JSONValue) -> Shape {
        if value["start"] != nil || value["end"] != nil { return .span }
        if value["radiusX"] != nil { return .ellipse }
        if value["points"] != nil { return .polygon }
        if value["vertices"] != nil { return .vector }
        if value["rle"] != nil { return .brush }
        if value["imageDataURL"] != nil { return .bitmask }
        if value["sequence"] != nil { return .frames }
        if value["height"] != nil { return .rectangle }
        return value["x"] != nil ? .keyPoint : .free
    }
}
