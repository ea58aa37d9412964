import LabelConfig

/// Whether one answer can be given to many tasks at once: only where nothing is marked in the data itself.
enum BulkRule {
    /// Controls whose answers have a place in one task's data.
    private static let placed: Set<String> = [
        "labels", "brush", "brushlabels", "ellipse", "ellipselabels", "keypoint", "keypointlabels", "polygon",
        "polygonlabels", "rectangle", "rectanglelabels", "hypertextlabels", "paragraphlabels", "timeserieslabels",
        "videorectangle",
    ]
    private static let questions: Set<String> = ["choices", "taxonomy", "datetime", "number", "rating", "textarea"]

    static func allows(_ config: LabelConfig) -> Bool {
        var allows = true
        config.document.root.walk { element, _ in
            if placed.contains(element.key) { allows = false }
            guard questions.contains(element.key) else { return }
            if element.says("perregion") || element.says("peritem") { allows = false }
            let hasOwnOptions = element.key == "choices" || element.key == "taxonomy"
            if hasOwnOptions, element["value"] != nil { allows = false }
            if element.key == "taxonomy", element.says("labeling") || element["apiurl"] != nil { allows = false }
        }
        return allows
    }
}
