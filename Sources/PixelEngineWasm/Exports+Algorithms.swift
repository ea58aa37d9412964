import PixelEngine

// What a caller gets is a block that it gives back with `deallocate`: how many words follow, then the words.

private func grid(_ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>) -> Grid? {
    let grid = Grid(
        columns: Int(sizes[0]), rows: Int(sizes[1]), slices: Int(sizes[2]), spacingX: spacing[0], spacingY: spacing[1],
        spacingZ: spacing[2])
    return grid.isValid ? grid : nil
}

private func buffer<Element>(_ base: UnsafePointer<Element>?, _ grid: Grid) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: base, count: base == nil ? 0 : grid.count)
}

private func block<Word: BitwiseCopyable>(_ words: [Word]) -> UnsafeMutableRawPointer {
    // Eight bytes for the count, so that doubles stand at a multiple of their size.
    let size = 8 &+ words.count &* MemoryLayout<Word>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
    block.storeBytes(of: UInt32(truncatingIfNeeded: words.count), as: UInt32.self)
    for at in 0..<words.count {
        block.storeBytes(of: words[at], toByteOffset: 8 &+ at &* MemoryLayout<Word>.stride, as: Word.self)
    }
    return block
}

/// u, v of a `Contour.Point` for each pair of words.
private func points(_ words: UnsafePointer<Int32>?, _ count: Int32) -> [Contour.Point] {
    guard let words else { return [] }
    return (0..<Int(max(0, count))).map { Contour.Point(u: words[2 * $0], v: words[2 * $0 + 1]) }
}

// Livewire

private final class Wire {
    var livewire: Livewire
    let intensities: UnsafeBufferPointer<Int16>

    init(_ livewire: Livewire, _ intensities: UnsafeBufferPointer<Int16>) {
        self.livewire = livewire
        self.intensities = intensities
    }
}

private func wire(_ handle: UnsafeMutableRawPointer) -> Wire {
    Unmanaged<Wire>.fromOpaque(handle).takeUnretainedValue()
}

/// The intensities must stay where they are until the wire is freed.
@_expose(wasm, "livewireMake") @_cdecl("livewireMake")
func livewireMake(
    _ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>, _ intensities: UnsafePointer<Int16>?,
    _ axis: Int32,
    _ slice: Int32
) -> UnsafeMutableRawPointer? {
    guard let grid = grid(sizes, spacing) else { return nil }
    let wire = Wire(Livewire(grid, axis: Int(axis), slice: Int(slice)), buffer(intensities, grid))
    return Unmanaged.passRetained(wire).toOpaque()
}

@_expose(wasm, "livewireFree") @_cdecl("livewireFree")
func livewireFree(_ handle: UnsafeMutableRawPointer) { Unmanaged<Wire>.fromOpaque(handle).release() }

@_expose(wasm, "livewireSeed") @_cdecl("livewireSeed")
func livewireSeed(_ handle: UnsafeMutableRawPointer, _ u: Int32, _ v: Int32) -> Int32 {
    let wire = wire(handle)
    return wire.livewire.setSeed(wire.intensities, u: Int(u), v: Int(v)) ? 1 : 0
}

@_expose(wasm, "livewirePath") @_cdecl("livewirePath")
func livewirePath(_ handle: UnsafeMutableRawPointer, _ u: Int32, _ v: Int32) -> UnsafeMutableRawPointer {
    let wire = wire(handle)
    return block(wire.livewire.path(wire.intensities, toU: Int(u), v: Int(v)))
}

@_expose(wasm, "livewireTrain") @_cdecl("livewireTrain")
func livewireTrain(_ handle: UnsafeMutableRawPointer, _ words: UnsafePointer<Int32>?, _ count: Int32) {
    wire(handle).livewire.train(Array(UnsafeBufferPointer(start: words, count: words == nil ? 0 : Int(count))))
}

@_expose(wasm, "livewireForget") @_cdecl("livewireForget")
func livewireForget(_ handle: UnsafeMutableRawPointer) { wire(handle).livewire.forget() }

// Contours and axes

/// Words: how many contours; for each its parent (−1: none), how many points, and u, v of each.
@_expose(wasm, "contoursTrace") @_cdecl("contoursTrace")
func contoursTrace(
    _ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>, _ labels: UnsafePointer<UInt8>?, _ label: Int32,
    _ axis: Int32, _ slice: Int32, _ tolerance: Double
) -> UnsafeMutableRawPointer {
    guard let grid = grid(sizes, spacing), (0...2).contains(axis) else { return block([Int32(0)]) }
    let contours = MaskContours.trace(
        UInt8(truncatingIfNeeded: label), in: buffer(labels, grid), of: grid, axis: Int(axis), slice: Int(slice),
        tolerance: tolerance)
    var words = [Int32(truncatingIfNeeded: contours.count)]
    for contour in contours {
        words.append(Int32(truncatingIfNeeded: contour.parent ?? -1))
        words.append(Int32(truncatingIfNeeded: contour.points.count))
        for point in contour.points {
            words.append(point.u)
            words.append(point.v)
        }
    }
    return block(words)
}

/// Doubles: slice, then for the long and the short axis millimetres and u, v of both ends in voxels. Empty if the label is nowhere.
@_expose(wasm, "diameterLongest") @_cdecl("diameterLongest")
func diameterLongest(
    _ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>, _ labels: UnsafePointer<UInt8>?, _ label: Int32,
    _ axis: Int32, _ slice: Int32
) -> UnsafeMutableRawPointer {
    guard let grid = grid(sizes, spacing), (0...2).contains(axis) else { return block([Double]()) }
    let label = UInt8(truncatingIfNeeded: label)
    if slice < 0 {
        guard let found = Diameter.longest(of: label, in: buffer(labels, grid), grid, axis: Int(axis)) else {
            return block([Double]())
        }
        return block([Double(found.slice)] + numbers(found.diameter))
    }
    let contours = MaskContours.trace(
        label, in: buffer(labels, grid), of: grid, axis: Int(axis), slice: Int(slice), tolerance: 0)
    guard let found = Diameter(contours, spacing: grid.pixelSpacing(across: Int(axis))) else {
        return block([Double]())
    }
    return block([Double(slice)] + numbers(found))
}

private func numbers(_ diameter: Diameter) -> [Double] {
    var numbers: [Double] = []
    for axis in [diameter.long, diameter.short] {
        numbers.append(axis.millimetres)
        for point in [axis.start, axis.end] {
            numbers.append(Double(point.u) / 256)
            numbers.append(Double(point.v) / 256)
        }
    }
    return numbers
}

// Statistics

/// Count, mean, deviation, least, greatest, median, 5th and 95th percentile.
private func numbers(_ statistics: IntensityStatistics) -> [Double] {
    [
        Double(statistics.count), statistics.mean, statistics.standardDeviation, Double(statistics.minimum),
        Double(statistics.maximum), Double(statistics.median), Double(statistics.percentile(50)),
        Double(statistics.percentile(950)),
    ]
}

/// Doubles: voxels, millilitres, centre i j k, the box (six), then those of `numbers(_:)`.
@_expose(wasm, "statisticsOfSegment") @_cdecl("statisticsOfSegment")
func statisticsOfSegment(
    _ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>, _ labels: UnsafePointer<UInt8>?,
    _ intensities: UnsafePointer<Int16>?, _ label: Int32
) -> UnsafeMutableRawPointer {
    guard let grid = grid(sizes, spacing) else { return block([Double]()) }
    let found = SegmentStatistics(
        of: UInt8(truncatingIfNeeded: label), in: buffer(labels, grid), grid, intensities: buffer(intensities, grid),
        within: Box(whole: grid))
    guard let centre = found.centre else { return block([Double]()) }
    let box = found.box
    let edges = [box.minI, box.minJ, box.minK, box.endI, box.endJ, box.endK].map { Double($0) }
    return block(
        [Double(found.voxels), found.millilitres, centre.i, centre.j, centre.k] + edges + numbers(found.intensities))
}

/// `plane`: origin, right and down, three doubles each, in voxels. Shape 0: a polygon of u, v pairs; 1: an ellipse (centre, half width, half height).
@_expose(wasm, "statisticsInPlane") @_cdecl("statisticsInPlane")
func statisticsInPlane(
    _ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>, _ intensities: UnsafePointer<Int16>?,
    _ plane: UnsafePointer<Double>, _ shape: Int32, _ words: UnsafePointer<Int32>?, _ count: Int32
) -> UnsafeMutableRawPointer {
    guard let grid = grid(sizes, spacing) else { return block([Double]()) }
    let lattice = PlaneStatistics.Plane(
        origin: (plane[0], plane[1], plane[2]), right: (plane[3], plane[4], plane[5]),
        down: (plane[6], plane[7], plane[8]))
    let corners = points(words, count)
    let found: IntensityStatistics?
    if shape == 0 {
        found = PlaneStatistics.polygon(corners, lattice, grid, buffer(intensities, grid))
    } else if corners.count == 2 {
        found = PlaneStatistics.ellipse(
            centre: corners[0], halfWidth: corners[1].u, halfHeight: corners[1].v, lattice, grid,
            buffer(intensities, grid))
    } else {
        found = nil
    }
    return block(found.map { numbers($0) } ?? [])
}

// Surface and proposals

/// Words: how many corners, how many triangles, then x y z of every corner (as the bits of a 32-bit float) and three corners of every triangle.
@_expose(wasm, "surfaceMesh") @_cdecl("surfaceMesh")
func surfaceMesh(
    _ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>, _ labels: UnsafePointer<UInt8>?, _ label: Int32,
    _ step: Int32, _ rounds: Int32
) -> UnsafeMutableRawPointer {
    guard let grid = grid(sizes, spacing) else { return block([UInt32(0), 0]) }
    let mesh = SurfaceMesh(
        of: UInt8(truncatingIfNeeded: label), in: buffer(labels, grid), grid, step: Int(step), rounds: Int(rounds))
    var words: [UInt32] = []
    words.reserveCapacity(2 &+ mesh.positions.count &+ mesh.triangles.count)
    words.append(UInt32(truncatingIfNeeded: mesh.positions.count / 3))
    words.append(UInt32(truncatingIfNeeded: mesh.triangles.count / 3))
    for position in mesh.positions { words.append(position.bitPattern) }
    words += mesh.triangles
    return block(words)
}

/// Words: voxels, low, high, then the parameters of a record of kind `accept`.
///
/// `how`: seed i j k, box (six), rule (0 isocontour, 1 classes), thousandths, zero, neighbours.
@_expose(wasm, "proposeRegion") @_cdecl("proposeRegion")
func proposeRegion(
    _ sizes: UnsafePointer<Int32>, _ spacing: UnsafePointer<Double>, _ intensities: UnsafePointer<Int16>?,
    _ how: UnsafePointer<Int32>
) -> UnsafeMutableRawPointer {
    guard let grid = grid(sizes, spacing) else { return block([Int32(0), 0, 0]) }
    let box = Box(
        minI: Int(how[3]), minJ: Int(how[4]), minK: Int(how[5]), endI: Int(how[6]), endJ: Int(how[7]),
        endK: Int(how[8])
    ).clipped(to: grid)
    let found = RegionProposal.record(
        grid, buffer(intensities, grid), from: (Int(how[0]), Int(how[1]), Int(how[2])), around: box,
        how[9] == 0 ? .isocontour(thousandths: how[10], zero: how[11]) : .classes,
        connectivity: Connectivity(neighbours: how[12]))
    return block([Int32(truncatingIfNeeded: found.voxels), found.low, found.high] + found.parameters)
}
