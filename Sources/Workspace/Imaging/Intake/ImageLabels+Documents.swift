import Exchange
import Imaging
import JSON
import LabelConfig
import Storage

extension ImageLabels {
    /// Puts the labels of a JSON file onto the tasks that show the series it speaks of; answers how many predictions or annotations
    /// they became. All of it is read before any of it is stored.
    func add(_ document: LabelDocument) async throws -> Int {
        let room = try work.readingRoom()
        let value: JSONValue
        do {
            value = try JSONValue(parsing: try await document.contents(work.blobs))
        } catch let error as JSONError {
            throw Refusal(.invalid, "it is no JSON: \(error)")
        }
        guard let config = try? LabelConfig(parsing: project.labelConfig) else {
            throw Refusal(.invalid, "the project's interface cannot be read")
        }
        switch document.kind {
        case .coco: return try await addMasks(value, config, room)
        case .geoJSON: return try await addShapes(value, config, room)
        }
    }

    // MARK: COCO

    private func addMasks(_ value: JSONValue, _ config: LabelConfig, _ room: ReadingRoom) async throws -> Int {
        let images = (value["images"]?.array ?? []).map(MaskImage.init)
        let found = try await targets(
            uids: images.compactMap(\.uid), sops: images.compactMap { $0.uid == nil ? $0.sop : nil },
            ids: images.compactMap(\.id), room)
        let isNamed = images.contains { $0.isNamed }
        let targets = try await isNamed ? found : [onlyTarget(of: "a volume", isSlide: false, room)]
        guard !targets.isEmpty else {
            throw Refusal(.notFound, "no task of this project shows the series it speaks of")
        }
        var works: [(LabelPainting.Work, Target)] = []
        for target in targets {
            for part in try Self.parts(of: value, images, on: target) {
                guard let series = target.exported else { continue }
                let labels: LabelFile
                do { labels = try COCOMasks.read(part, on: series) } catch {
                    throw Refusal(.invalid, error.description)
                }
                let painting = LabelPainting(config: config, labels: labels)
                if let work = try painting.paint(on: target.series, target.plan) { works.append((work, target)) }
            }
        }
        guard !works.isEmpty else {
            throw Refusal(.invalid, "it holds no masks on the series that the tasks of this project show")
        }
        for (work, target) in works { try await store(work, on: target) }
        return works.count
    }

    /// What is in the file on one series, taken apart by the annotations that our exports say it came from.
    private static func parts(of value: JSONValue, _ images: [MaskImage], on target: Target) throws -> [JSONValue] {
        guard let object = value.object, let series = target.exported else { return [] }
        let sops = Set(series.frames.map(\.sop))
        let own = images.filter { $0.liesOn(target.series, sops) }
        let ids = Set(own.compactMap { $0.value["id"]?.integer })
        var order: [String] = []
        var groups: [String: [JSONValue]] = [:]
        for annotation in value["annotations"]?.array ?? [] {
            guard let image = annotation["image_id"]?.integer, ids.contains(image) else { continue }
            let size = annotation["segmentation"]?["size"]?.array?.compactMap(\.integer) ?? []
            guard size.count != 2 || size == [series.rows, series.columns] else {
                throw Refusal(
                    .invalid,
                    """
                    the mask of annotation \(annotation["id"]?.integer ?? -1) has \(size[1]) × \(size[0]) pixels, the \
                    series \(series.columns) × \(series.rows)
                    """
                )
            }
            let source = annotation["attributes"]
            let key = "\(source?["task"]?.integer ?? -1)/\(source?["annotation"]?.integer ?? -1)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(annotation)
        }
        return order.map { key in
            var part = object
            part["images"] = .array(own.map(\.value))
            part["annotations"] = .array(groups[key] ?? [])
            return .object(part)
        }
    }

    /// An image of a COCO file, and what it says of the series it is a slice of.
    private struct MaskImage {
        let value: JSONValue
        let uid: String?
        let sop: String?
        /// The number of the series in its file name, where it says nothing better.
        let id: Int?

        init(_ value: JSONValue) {
            self.value = value
            uid = value["series"]?.string
            sop = value["sop"]?.string
            let name = value["file_name"]?.string ?? ""
            id = uid == nil && sop == nil ? SeriesAddress.all(in: name).first : nil
        }

        var isNamed: Bool { uid != nil || sop != nil || id != nil }

        func liesOn(_ series: SeriesRecord, _ sops: Set<String>) -> Bool {
            if let uid { return uid == series.uid }
            if let sop { return sops.contains(sop) }
            return id == nil || id == series.id
        }
    }

    // MARK: GeoJSON

    private func addShapes(_ value: JSONValue, _ config: LabelConfig, _ room: ReadingRoom) async throws -> Int {
        let named = value["series"]?.string
        let targets =
            if let named {
                try await targets(uids: [named], sops: [], ids: [], room).filter { $0.series.kind == "slide" }
            } else {
                [try await onlyTarget(of: "a slide", isSlide: true, room)]
            }
        guard !targets.isEmpty else {
            throw Refusal(.notFound, "no task of this project shows the slide it speaks of")
        }
        var works: [(JSONValue, Target)] = []
        for target in targets {
            guard let series = target.exported else { continue }
            do throws(SlideGeoJSON.Failure) {
                let results = try SlideGeoJSON(config, on: series).results(of: value)
                if !results.isEmpty { works.append((.array(results), target)) }
            } catch {
                throw Refusal(.invalid, error.description)
            }
        }
        guard !works.isEmpty else { throw Refusal(.invalid, "it holds no points, lines or polygons") }
        for (result, target) in works { try await store(result, from: "imported geojson", on: target) }
        return works.count
    }

    /// The one task and series of the project that a file without any reference can mean.
    private func onlyTarget(of what: String, isSlide: Bool, _ room: ReadingRoom) async throws -> Target {
        let project = project.id
        let kinds = isSlide ? ["slide"] : ["dicom", "nifti", "nrrd"]
        let rows = try await work.database.read { connection -> [(Int, SeriesRecord)] in
            try connection.query(
                """
                SELECT DISTINCT imaging_use.task_id, \(raw: SeriesRecord.selection) FROM imaging_use
                JOIN imaging_series ON imaging_series.id = imaging_use.series_id
                JOIN task ON task.id = imaging_use.task_id
                WHERE task.project_id = \(project) AND imaging_series.kind IN (\(list: kinds))
                ORDER BY imaging_use.task_id LIMIT 2
                """
            ).map { row in
                var cells = Cells(row)
                return (cells.int(), SeriesRecord(&cells))
            }
        }
        guard rows.count == 1, let (task, series) = rows.first else {
            throw Refusal(
                .notFound,
                rows.isEmpty
                    ? "it names no series, and no task of this project shows \(what)"
                    : "it names no series, and several tasks of this project show \(what): it could mean any of them"
            )
        }
        return Target(task: task, series: series, plan: try await room.plans.plan(series.id, work.database))
    }
}
