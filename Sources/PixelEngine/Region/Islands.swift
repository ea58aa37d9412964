/// What to do with the connected parts of a segment.
package enum Islands {
    /// Keeps the largest parts and clears the rest.
    package static func keepLargest(_ parts: Components, _ count: Int, in field: borrowing Field<UInt8>) {
        var keeps = [Bool](repeating: false, count: parts.count)
        for part in parts.bySize.prefix(max(0, count)) { keeps[part] = true }
        clear(parts, in: field) { !keeps[$0] }
    }

    /// Clears parts of fewer voxels than `least`.
    package static func removeSmall(_ parts: Components, below least: Int, in field: borrowing Field<UInt8>) {
        clear(parts, in: field) { parts.sizes[$0] < least }
    }

    /// Clears every part but the one with the cell. False if the cell is in none: then nothing changes.
    package static func keep(_ parts: Components, at cell: Int, in field: borrowing Field<UInt8>) -> Bool {
        guard let kept = parts.part(at: cell) else { return false }
        clear(parts, in: field) { $0 != kept }
        return true
    }

    /// Clears the part with the cell. False if the cell is in none.
    package static func remove(_ parts: Components, at cell: Int, in field: borrowing Field<UInt8>) -> Bool {
        guard let gone = parts.part(at: cell) else { return false }
        clear(parts, in: field) { $0 == gone }
        return true
    }

    /// Numbers the parts by size in the field: the largest stays 1, the next becomes 2, and so on; parts beyond `most` stay 1.
    package static func number(_ parts: Components, most: Int, in field: borrowing Field<UInt8>) {
        var number = [UInt8](repeating: 1, count: parts.count)
        for (place, part) in parts.bySize.enumerated().prefix(max(0, min(255, most))) {
            number[part] = UInt8(truncatingIfNeeded: place &+ 1)
        }
        for (index, run) in parts.runs.enumerated() {
            for cell in run.start..<run.end { field.cells[Int(cell)] = number[Int(parts.part[index])] }
        }
    }

    private static func clear(_ parts: Components, in field: borrowing Field<UInt8>, where gone: (Int) -> Bool) {
        for (index, run) in parts.runs.enumerated() where gone(Int(parts.part[index])) {
            for cell in run.start..<run.end { field.cells[Int(cell)] = 0 }
        }
    }
}
