/// What a tag asks of the annotator. The raw value is the tag's name in lower case.
package enum ControlKind: String, Sendable, CaseIterable {
    case labels
    case hyperTextLabels = "hypertextlabels"
    case paragraphLabels = "paragraphlabels"
    case timeSeriesLabels = "timeserieslabels"
    case timelineLabels = "timelinelabels"
    case rectangle
    case rectangleLabels = "rectanglelabels"
    case ellipse
    case ellipseLabels = "ellipselabels"
    case polygon
    case polygonLabels = "polygonlabels"
    case vector
    case vectorLabels = "vectorlabels"
    case keyPoint = "keypoint"
    case keyPointLabels = "keypointlabels"
    case brush
    case brushLabels = "brushlabels"
    case bitmask
    case bitmaskLabels = "bitmasklabels"
    case magicWand = "magicwand"
    case videoRectangle = "videorectangle"
    case videoVector = "videovector"
    case videoVectorLabels = "videovectorlabels"
    case ocrLabels = "ocrlabels"
    case choices
    case taxonomy
    case textArea = "textarea"
    case number
    case dateTime = "datetime"
    case rating
    case pairwise
    case ranker
    case relations
    case chat
    case reactCode = "reactcode"
    case customInterface = "custominterface"
    // Long spellings of the medical extension.
    case epochs
    case measure
    case criteria
    case volumeMask = "volumemask"
    /// A tag we do not know that has a name and a `toName`.
    case other = ""
}
