import JSON
import LabelConfig

/// Puts pictures into a task's data for the images Label Studio cannot show: the addresses of rendered frames.
enum CarrierPictures {
    /// The data with the missing keys; as they were where nothing is missing.
    static func filled(_ data: String, of task: ExportedTask, schema: ExportSchema, about: ExportAbout) -> String {
        guard let imaging = task.imaging, !imaging.series.isEmpty, let value = try? JSONValue(parsing: data) else {
            return data
        }
        var writer = JSONWriter()
        var seen: Set<String> = []
        writer.object { writer in
            for object in schema.controls.flatMap(\.objects) {
                guard let picture = object.picture, object.medical != nil, picture.allSatisfy({ !".[{".contains($0) }),
                    value[picture] == nil, seen.insert(picture).inserted,
                    let address = DataReference("$" + object.key)?.look(in: value)?.string,
                    let series = imaging.series(address: address)
                else { continue }
                if object.isList {
                    let frames = (0..<max(1, series.frames.count)).map { index in
                        JSONValue.string(about.address + series.picture(of: index))
                    }
                    writer.member(picture, .array(frames))
                } else {
                    writer.member(picture, about.address + series.picture(of: 0))
                }
            }
        }
        let more = writer.text
        guard more != "{}", let end = data.lastIndex(of: "}") else { return data }
        let isEmpty = value.object?.isEmpty ?? true
        return data[..<end] + (isEmpty ? "" : ",") + more.dropFirst()
    }
}
