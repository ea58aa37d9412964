import Exchange
import Imaging
import JSON
import LabelConfig
import Storage

/// Makes tasks of series: what their data say, and under which keys.
struct ImageTasks {
    /// A task to be, and the series it shows.
    struct Draft {
        let data: String
        let series: [MedicalIntake.StoredSeries]
        let studyDate: String?
    }

    /// A key of the data under which an image object looks for its series.
    private struct Slot {
        let key: String
        let takesList: Bool
    }

    private let project: Project
    private let slots: [Slot]

    init(_ project: Project) {
        self.project = project
        let config = try? LabelConfig(parsing: project.labelConfig)
        let images = (config?.interface.objects ?? []).filter { $0.kind.carrier == .image }
        let medical = images.filter { $0.medicalImage != nil || $0.source != nil }
        var slots: [Slot] = []
        for object in medical.isEmpty ? images : medical {
            guard let key = (object.source ?? object.value ?? object.valueList)?.root,
                !slots.contains(where: { $0.key == key })
            else { continue }
            let kinds = config?.dataKeys.first { $0.root == key }?.kinds ?? []
            slots.append(Slot(key: key, takesList: kinds.contains(.list)))
        }
        self.slots = slots.isEmpty ? [Slot(key: ImportOptions.undefinedKey, takesList: true)] : slots
    }

    func drafts(_ series: [MedicalIntake.StoredSeries]) -> [Draft] {
        switch project.imagingTaskPer {
        case .series:
            return series.map { one in
                draft(slots.map { ($0.key, .string(SeriesAddress.text(one.id))) }, [one])
            }
        case .study:
            var order: [Int] = []
            var studies: [Int: [MedicalIntake.StoredSeries]] = [:]
            for one in series {
                if studies[one.study] == nil { order.append(one.study) }
                studies[one.study, default: []].append(one)
            }
            return order.compactMap { studies[$0] }.map { draft(placed($0), $0) }
        }
    }

    /// Which series goes into which slot: by side and view where a key names them (`$r_mlo`), else in order. A single slot
    /// takes all of them.
    private func placed(_ series: [MedicalIntake.StoredSeries]) -> [(String, JSONValue)] {
        if slots.count == 1, let slot = slots.first {
            let all = series.map { JSONValue.string(SeriesAddress.text($0.id)) }
            return [(slot.key, all.count > 1 && slot.takesList ? .array(all) : all[0])]
        }
        var left = series
        var found: [String: Int] = [:]
        for slot in slots {
            let letters = slot.key.lowercased().filter(\.isLetter)
            let index = left.firstIndex { one in
                let identity = one.assembled.identity
                guard let side = identity.laterality?.lowercased(), let view = identity.view?.lowercased() else {
                    return false
                }
                return letters.hasSuffix(side + view) || letters.hasSuffix(view + side)
            }
            if let index { found[slot.key] = left.remove(at: index).id }
        }
        return slots.map { slot in
            if found[slot.key] == nil, !left.isEmpty { found[slot.key] = left.removeFirst().id }
            // A study may lack a view: its place stays empty.
            return (slot.key, .string(found[slot.key].map { SeriesAddress.text($0) } ?? ""))
        }
    }

    private func draft(_ members: [(String, JSONValue)], _ series: [MedicalIntake.StoredSeries]) -> Draft {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        let first = series.first?.assembled
        let modalities = series.compactMap(\.assembled.identity.modality)
        let facts: [(String, String?)] = [
            (
                "modality",
                modalities.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: ", ")
            ),
            ("series_description", series.count == 1 ? first?.identity.description : nil),
            ("part", series.count == 1 ? first?.partName : nil),
            ("body_part", first?.identity.bodyPart),
            ("study_description", first?.study?.description),
            ("study_date", first?.study?.date),
        ]
        for (key, value) in facts {
            guard let value, !value.isEmpty, object[key] == nil else { continue }
            object[key] = .string(value)
        }
        return Draft(data: JSONValue.object(object).text, series: series, studyDate: first?.study?.date)
    }
}
