extension ControlKind {
    /// The types its results may have; empty where any type is taken.
    package var resultTypes: [String] {
        switch self {
        case .magicWand: ["brush", "brushlabels"]
        case .videoVector, .videoVectorLabels: ["videovector", "videovectorlabels"]
        case .chat: ["chatmessage"]
        case .customInterface: ["reactcode"]
        case .epochs: ["timeserieslabels"]
        // Calipers on a signal give numbers, figures on an image outlines.
        case .measure: ["polygonlabels", "number"]
        case .volumeMask: ["brushlabels"]
        case .criteria: ["taxonomy"]
        // Older exports name the spans of Labels on an HTML text after the text.
        case .labels: ["labels", "hypertextlabels"]
        case .relations, .other: []
        default: [rawValue]
        }
    }

    /// The member of `value` that holds the answer of a result of this type.
    package static func answerKey(of type: String) -> String {
        switch type {
        case "textarea": "text"
        case "pairwise": "selected"
        case "videorectangle", "videovector", "videovectorlabels": "labels"
        default: type
        }
    }

    /// Whether it puts labels on regions.
    package var isLabelling: Bool {
        rawValue.hasSuffix("labels") || [.epochs, .volumeMask, .measure].contains(self)
    }

    /// Whether it draws regions.
    package var isRegion: Bool {
        switch self {
        case .choices, .taxonomy, .textArea, .number, .dateTime, .rating, .pairwise, .ranker, .relations, .chat,
            .reactCode, .customInterface, .criteria, .other:
            false
        default: true
        }
    }

    /// Whether the tag is its own object, so that `toName` may name itself or be missing.
    package var isOwnObject: Bool {
        switch self {
        case .pairwise, .chat, .reactCode, .customInterface: true
        default: false
        }
    }

    /// The kinds of object it works on; empty where any will do.
    package var objects: [ObjectKind] {
        switch self {
        case .hyperTextLabels: [.hyperText]
        case .paragraphLabels: [.paragraphs]
        case .timeSeriesLabels, .epochs: [.timeSeries]
        case .timelineLabels, .videoRectangle, .videoVector, .videoVectorLabels: [.video]
        case .rectangle, .rectangleLabels, .ellipse, .ellipseLabels, .polygon, .polygonLabels, .vector, .vectorLabels,
            .keyPoint, .keyPointLabels, .brush, .brushLabels, .bitmask, .bitmaskLabels, .magicWand, .volumeMask:
            [.image]
        case .measure: [.image, .timeSeries]
        case .ocrLabels: [.pdf]
        case .ranker: [.list]
        default: []
        }
    }
}
