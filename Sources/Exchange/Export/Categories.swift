/// The classes of an image data set: numbers and names, in the order they are listed.
struct Categories {
    struct Category {
        var id: Int
        var name: String
        /// The key points a class is made of, if it is a skeleton.
        var keyPoints: [String]?
    }

    private(set) var list: [Category] = []
    private var ids: [String: Int] = [:]

    /// Labels with a fixed number (`category`) first, then the others by name, with the lowest free numbers.
    init(_ schema: ExportSchema) {
        let labels = schema.controls.flatMap(\.labels)
        for label in labels { if let id = label.category, ids[label.value] == nil { append(label.value, id) } }
        let others = Set(labels.map(\.value)).subtracting(ids.keys)
            .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
        let used = Set(list.map(\.id))
        var free = 0
        for name in others {
            while used.contains(free) { free += 1 }
            append(name, free)
            free += 1
        }
    }

    private init() {}

    /// The classes of a data set of skeletons: those of the boxes, each with all key points.
    static func ofBoxes(_ schema: ExportSchema) -> Categories {
        var categories = Categories()
        let points = schema.labels(of: "keypointlabels")
        for (id, name) in schema.labels(of: "rectanglelabels").enumerated() {
            categories.append(name, id)
            categories.list[id].keyPoints = points
        }
        return categories
    }

    /// Puts all key points into one class, as the key points of one skeleton.
    mutating func mergeKeyPoints(_ schema: ExportSchema) {
        let points = schema.labels(of: "keypointlabels")
        guard !points.isEmpty else { return }
        list.removeAll { points.contains($0.name) }
        let id = (list.map(\.id).max() ?? -1) + 1
        list.append(Category(id: id, name: "default", keyPoints: points))
        for point in points { ids[point] = id }
    }

    /// The number of a class; one the interface does not know is added.
    mutating func id(of name: String) -> Int {
        if let id = ids[name] { return id }
        let used = Set(list.map(\.id))
        var id = list.count
        while used.contains(id) { id += 1 }
        append(name, id)
        return id
    }

    func known(_ name: String) -> Int? { ids[name] }

    private mutating func append(_ name: String, _ id: Int) {
        list.append(Category(id: id, name: name))
        ids[name] = id
    }
}

extension ExportSchema {
    /// The labels of all controls of a type (in lower case), each once.
    func labels(of type: String) -> [String] {
        var names: [String] = []
        for control in controls where control.type.lowercased() == type {
            for label in control.labels where !names.contains(label.value) { names.append(label.value) }
        }
        return names
    }

    /// The key points in the order of their `model_index`.
    var keyPointOrder: [String] {
        var byIndex: [Int: String] = [:]
        for control in controls where control.type.lowercased() == "keypointlabels" {
            for label in control.labels {
                if let index = label.modelIndex, byIndex[index] == nil { byIndex[index] = label.value }
            }
        }
        return byIndex.sorted { $0.key < $1.key }.map(\.value)
    }
}
