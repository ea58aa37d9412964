/// The frames of one series UID: split into stacks of one shape and direction, each ordered by position, each made a volume
/// where it is one.
enum StackAssembly {
    /// Frames nearer than this along the normal lie at one place, millimetres.
    static let samePlace = 0.01

    /// Slots that belong together and what sets them apart from the rest of their series.
    struct Part {
        var slots: [Slot]
        var names: [String] = []
        var problems: [SeriesProblem] = []
        /// Frames of one direction; the directions differ otherwise and make no volume.
        var hasOneDirection = true
        /// Frames at each place, in order of time.
        var points = 1
        var timeName: String?
    }

    static func assemble(_ indexes: [Int], of files: [InspectedFile]) -> [AssembledSeries] {
        let slots = indexes.flatMap { index in
            files[index].pixels.map { pixels in
                (0..<pixels.frames).map { Slot(index, files[index], pixels, frame: $0) }
            } ?? []
        }
        let parts = byShape(slots).flatMap(byDirection).flatMap(byPlace)
        return parts.enumerated().map { number, part in
            var series = StackBuilder(part: part, files: files).series
            if parts.count > 1 {
                series.part = number + 1
                series.partName = part.names.isEmpty ? nil : part.names.joined(separator: ", ")
            }
            return series
        }
    }

    /// Groups in the order in which their first members come.
    static func grouped<Key: Hashable>(_ slots: [Slot], by key: (Slot) -> Key) -> [(key: Key, slots: [Slot])] {
        var order: [Key] = []
        var groups: [Key: [Slot]] = [:]
        for slot in slots {
            let key = key(slot)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(slot)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }

    private static func byShape(_ slots: [Slot]) -> [Part] {
        let groups = grouped(slots, by: \.shape)
        return groups.map { shape, slots in
            var part = Part(slots: slots)
            guard groups.count > 1 else { return part }
            part.names = ["\(shape.columns) × \(shape.rows)"]
            part.problems = [
                SeriesProblem(
                    kind: .mixedSize,
                    message:
                        "the series holds \(groups.count) kinds of frames that differ in size, spacing or samples; "
                        + "this part has \(slots.count) of \(shape.columns) × \(shape.rows)"
                )
            ]
            return part
        }
    }

    private static func byDirection(_ part: Part) -> [Part] {
        // One degree: what a scanner calls one direction.
        let alike = 0.99985
        var groups: [(row: SIMD3<Double>, column: SIMD3<Double>, slots: [Slot])] = []
        var lost: [Slot] = []
        for slot in part.slots {
            guard let plane = slot.plane else {
                lost.append(slot)
                continue
            }
            if let index = groups.firstIndex(where: {
                $0.row.dot(plane.row) > alike && $0.column.dot(plane.column) > alike
            }) {
                groups[index].slots.append(slot)
            } else {
                groups.append((plane.row, plane.column, [slot]))
            }
        }
        guard groups.count + (lost.isEmpty ? 0 : 1) > 1 else { return [part] }
        // Frames around an axis, each with a direction of its own: one thing to look through, no volume.
        if groups.filter({ $0.slots.count == 1 }).count * 2 > groups.count {
            var whole = part
            whole.hasOneDirection = false
            whole.problems.append(
                SeriesProblem(
                    kind: .mixedOrientation,
                    message: "the frames face \(groups.count) directions, so they are a stack and no volume"
                )
            )
            return [whole]
        }
        var parts = groups.map { group in
            var one = part
            one.slots = group.slots
            one.names.append(Direction.name(group.row.cross(group.column)))
            one.problems.append(
                SeriesProblem(
                    kind: .mixedOrientation,
                    message: "the series holds frames of \(groups.count) directions; this part has one of them"
                )
            )
            return one
        }
        if !lost.isEmpty {
            var rest = part
            rest.slots = lost
            rest.names.append("without position")
            parts.append(rest)
        }
        return parts
    }
}

/// The anatomical plane that a direction is nearest to.
enum Direction {
    static func name(_ normal: SIMD3<Double>) -> String {
        let (x, y, z) = (normal.x.magnitude, normal.y.magnitude, normal.z.magnitude)
        let name = z >= x && z >= y ? "axial" : x >= y ? "sagittal" : "coronal"
        return max(x, y, z) > 0.985 ? name : "oblique " + name
    }
}
