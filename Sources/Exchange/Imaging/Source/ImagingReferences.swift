import JSON

/// The series and masks the annotations of a task speak of.
package struct ImagingReferences: Sendable, Equatable {
    /// Series instance UIDs named by results.
    package var seriesUIDs: Set<String> = []
    /// Series the data name by address: the numbers of `/api/imaging/series/12`.
    package var seriesIDs: Set<Int> = []
    package var masks: Set<MaskReference> = []

    package init() {}

    package var isEmpty: Bool { seriesUIDs.isEmpty && seriesIDs.isEmpty && masks.isEmpty }
}

extension ExportedTask {
    /// What ``imaging`` must hold for this task. Damaged data or results name nothing here; their writer refuses them.
    package var imagingReferences: ImagingReferences {
        var found = ImagingReferences()
        if let data = try? JSONValue(parsing: data) { found.collectAddresses(in: data) }
        for annotation in annotations {
            guard let items = (try? JSONValue(parsing: annotation.result))?.array else { continue }
            for item in items {
                guard let med = item["meta"]?["med"] else { continue }
                if let uid = med["series"]?.string { found.seriesUIDs.insert(uid) }
                if let mask = MaskReference(med) { found.masks.insert(mask) }
            }
        }
        return found
    }
}

extension MaskReference {
    /// The mask that the `meta.med` of a segment names.
    init?(_ med: JSONValue) {
        guard let mask = med["mask"]?.string else { return nil }
        self.init(mask: mask, operations: med["operations"]?.integer ?? 0)
    }
}

extension ImagingReferences {
    private static let path = "/api/imaging/series/"

    fileprivate mutating func collectAddresses(in value: JSONValue) {
        switch value {
        case .string(let text):
            guard text.hasPrefix("/") || text.hasPrefix("http"), let range = text.firstRange(of: Self.path) else {
                return
            }
            let digits = text[range.upperBound...].prefix { $0.isASCII && $0.isNumber }
            if let id = Int(digits) { seriesIDs.insert(id) }
        case .array(let list): for item in list { collectAddresses(in: item) }
        case .object(let members): for (_, item) in members { collectAddresses(in: item) }
        default: break
        }
    }
}
