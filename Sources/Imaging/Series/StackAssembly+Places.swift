extension StackAssembly {
    /// Splits what has several frames at a place: by contrast into parts, by time into points.
    static func byPlace(_ part: Part) -> [Part] {
        guard part.hasOneDirection, let plane = part.slots.first?.plane,
            let normal = plane.row.cross(plane.column).unit
        else {
            var ordered = part
            ordered.slots.sort { ($0.number, $0.file, $0.frame) < ($1.number, $1.file, $1.frame) }
            return [ordered]
        }
        var located = part
        for index in located.slots.indices {
            located.slots[index].depth = (located.slots[index].plane?.position ?? .zero).dot(normal)
        }
        located.slots.sort { $0.depth < $1.depth }
        return split(located)
    }

    private static func split(_ part: Part) -> [Part] {
        let places = places(of: part.slots)
        let most = places.map(\.count).max() ?? 0
        guard most > 1 else { return [part] }
        for contrast in Dimension.contrasts where contrast.count(in: part.slots) > 1 {
            let groups = grouped(part.slots) { contrast.order($0.description.keys) }
            // Only a difference that thins out the places is the reason for them.
            guard groups.allSatisfy({ Self.most(at: $0.slots) < most }) else { continue }
            return groups.flatMap { group in
                var one = part
                one.slots = group.slots
                one.names.append(
                    group.slots.first.flatMap { contrast.words($0.description.keys) } ?? "without \(contrast.name)"
                )
                return split(one)
            }
        }
        if places.allSatisfy({ $0.count == most }) { return [overTime(part, places, points: most)] }
        return uneven(part, places)
    }

    /// Runs of slots, sorted by depth, that lie at one place.
    static func places(of slots: [Slot]) -> [[Slot]] {
        var places: [[Slot]] = []
        for slot in slots {
            if let first = places.last?.first, slot.depth - first.depth <= samePlace {
                places[places.count - 1].append(slot)
            } else {
                places.append([slot])
            }
        }
        return places
    }

    private static func most(at slots: [Slot]) -> Int { places(of: slots).map(\.count).max() ?? 0 }

    /// Every place has the same number of frames: the first of each are one moment, the second the next.
    private static func overTime(_ part: Part, _ places: [[Slot]], points: Int) -> Part {
        let ordered = places.map { $0.sorted(by: Slot.comesBefore) }
        var result = part
        result.points = points
        result.slots = (0..<points).flatMap { point in ordered.map { $0[point] } }
        // What tells every neighbour at every place apart.
        let reason = Dimension.times.first { dimension in
            ordered.allSatisfy { place in
                zip(place, place.dropFirst()).allSatisfy {
                    dimension.order($0.description.keys) != dimension.order($1.description.keys)
                }
            }
        }
        result.timeName = reason?.name ?? "instance number"
        if reason == nil {
            result.problems.append(
                SeriesProblem(
                    kind: .duplicateSlices,
                    message:
                        "each of \(places.count) places holds \(points) frames that only their number tells apart; "
                        + "they are shown as \(points) points in time"
                )
            )
        }
        return result
    }

    /// Some places have more frames than others.
    private static func uneven(_ part: Part, _ places: [[Slot]]) -> [Part] {
        for time in Dimension.times where time.count(in: part.slots) > 1 {
            let groups = grouped(part.slots) { time.order($0.description.keys) }
            guard groups.count <= max(2, part.slots.count / 2),
                groups.allSatisfy({ Self.most(at: $0.slots) == 1 })
            else { continue }
            return groups.map { group in
                var one = part
                one.slots = group.slots
                one.names.append(
                    group.slots.first.flatMap { time.words($0.description.keys) } ?? "without \(time.name)")
                one.problems.append(
                    SeriesProblem(
                        kind: .unevenTime,
                        message: "\(groups.count) points in \(time.name) do not have the same slices; each is a part"
                    )
                )
                return one
            }
        }
        var first = part
        var rest = part
        let ordered = places.map { $0.sorted(by: Slot.comesBefore) }
        first.slots = ordered.compactMap(\.first)
        rest.slots = ordered.flatMap { $0.dropFirst() }
        let doubled = ordered.indices.filter { ordered[$0].count > 1 }
        first.problems.append(
            SeriesProblem(
                kind: .duplicateSlices,
                message: "\(rest.slots.count) frames lie where another frame lies; they are a part of their own",
                frames: doubled
            )
        )
        rest.names.append("repeated places")
        return [first] + split(rest)
    }
}
