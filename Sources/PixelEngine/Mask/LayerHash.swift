/// The fingerprint of a layer and of a mask, by which browser and server know that they hold the same labels.
///
/// * **Slice**: FNV-1a 64 over its run words (`Runs`), each as four bytes, lowest first.
/// * **Layer**: FNV-1a 64 over columns, rows, slices (four bytes each, lowest first), then the eight bytes of every slice's hash from slice 0 on.
/// * **Mask**: FNV-1a 64 over columns, rows, slices, then, for every layer with at least one label, in order, its number (four bytes) and its
///   hash (eight bytes). So a mask of empty layers has one hash, whatever happened before.
///
/// A stroke touches few slices, and only theirs are computed again: a hash after every stroke costs microseconds, not a walk through the volume.
/// Written as sixteen lower-case hexadecimal digits, highest first.
package enum LayerHash {
    package static func slice(_ runs: [UInt32]) -> UInt64 {
        var hash = FNV1a()
        for run in runs { hash.add(run) }
        return hash.value
    }

    package static func layer(_ grid: Grid, _ slices: [UInt64]) -> UInt64 {
        var hash = start(grid)
        for slice in slices { hash.add(slice) }
        return hash.value
    }

    package static func mask(_ grid: Grid, _ layers: [(number: Int, hash: UInt64)]) -> UInt64 {
        var hash = start(grid)
        for layer in layers {
            hash.add(UInt32(truncatingIfNeeded: layer.number))
            hash.add(layer.hash)
        }
        return hash.value
    }

    private static func start(_ grid: Grid) -> FNV1a {
        var hash = FNV1a()
        hash.add(UInt32(truncatingIfNeeded: grid.columns))
        hash.add(UInt32(truncatingIfNeeded: grid.rows))
        hash.add(UInt32(truncatingIfNeeded: grid.slices))
        return hash
    }
}
