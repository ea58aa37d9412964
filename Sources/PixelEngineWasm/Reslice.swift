import PixelEngine

/// Numbers: origin, right, down and, for a slab, through; three each, in voxels.
private func plane(_ numbers: UnsafePointer<Double>, _ columns: Int32, _ rows: Int32) -> ReslicePlane {
    func vector(_ at: Int) -> Vector { Vector(numbers[at], numbers[at + 1], numbers[at + 2]) }
    return ReslicePlane(
        origin: vector(0), right: vector(3), down: vector(6), columns: Int(columns), rows: Int(rows))
}

private func lattice(_ columns: Int32, _ rows: Int32, _ slices: Int32) -> Grid {
    Grid(columns: Int(columns), rows: Int(rows), slices: Int(slices), spacingX: 1, spacingY: 1, spacingZ: 1)
}

@_expose(wasm, "resliceIntensities") @_cdecl("resliceIntensities")
func resliceIntensities(
    _ volume: UnsafePointer<Int16>, _ columns: Int32, _ rows: Int32, _ slices: Int32, _ numbers: UnsafePointer<Double>,
    _ width: Int32, _ height: Int32, _ sampling: Int32, _ fill: Int32, _ picture: UnsafeMutablePointer<Int16>
) {
    let grid = lattice(columns, rows, slices)
    let plane = plane(numbers, width, height)
    guard grid.isValid, plane.isValid else { return }
    Reslice.intensities(
        UnsafeBufferPointer(start: volume, count: grid.count), grid, plane,
        Reslice.Sampling(rawValue: sampling) ?? .nearest,
        fill: Int16(clamping: fill),
        into: UnsafeMutableBufferPointer(start: picture, count: plane.columns &* plane.rows))
}

@_expose(wasm, "resliceLabels") @_cdecl("resliceLabels")
func resliceLabels(
    _ volume: UnsafePointer<UInt8>, _ columns: Int32, _ rows: Int32, _ slices: Int32, _ numbers: UnsafePointer<Double>,
    _ width: Int32, _ height: Int32, _ picture: UnsafeMutablePointer<UInt8>
) {
    let grid = lattice(columns, rows, slices)
    let plane = plane(numbers, width, height)
    guard grid.isValid, plane.isValid else { return }
    Reslice.labels(
        UnsafeBufferPointer(start: volume, count: grid.count), grid, plane,
        into: UnsafeMutableBufferPointer(start: picture, count: plane.columns &* plane.rows))
}

@_expose(wasm, "resliceSlab") @_cdecl("resliceSlab")
func resliceSlab(
    _ volume: UnsafePointer<Int16>, _ columns: Int32, _ rows: Int32, _ slices: Int32, _ numbers: UnsafePointer<Double>,
    _ count: Int32, _ width: Int32, _ height: Int32, _ sampling: Int32, _ projection: Int32, _ fill: Int32,
    _ picture: UnsafeMutablePointer<Int16>
) {
    let grid = lattice(columns, rows, slices)
    let plane = plane(numbers, width, height)
    guard grid.isValid, plane.isValid else { return }
    Reslice.slab(
        UnsafeBufferPointer(start: volume, count: grid.count), grid, plane,
        through: Vector(numbers[9], numbers[10], numbers[11]), count: Int(count),
        Reslice.Sampling(rawValue: sampling) ?? .nearest, Reslice.Projection(rawValue: projection) ?? .maximum,
        fill: Int16(clamping: fill),
        into: UnsafeMutableBufferPointer(start: picture, count: plane.columns &* plane.rows))
}
