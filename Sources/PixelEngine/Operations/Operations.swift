/// The operations that look at a whole layer: kinds 5 to 14.
package enum Operations {
    /// Voxels of a box an operation takes at most: a byte each is needed beside the volume, four where distances are measured.
    static let mostVoxels = 1 << 29
    static let mostDistances = 1 << 27

    /// Applies a record of kind 5–14; throws before it changes anything if the record is no good.
    static func apply(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        switch record.kind {
        case .floodFill: try floodFill(record, &context)
        case .confidenceGrow: try confidenceGrow(record, &context)
        case .islands: try islands(record, &context)
        case .fillHoles: try fillHoles(record, &context)
        case .margin: try margin(record, &context)
        case .smooth: try smooth(record, &context)
        case .boolean: try boolean(record, &context)
        case .interpolate: try interpolate(record, &context)
        case .livewire: try livewire(record, &context)
        case .growCut: try growCut(record, &context)
        default: throw .unknownKind
        }
    }

    /// Refuses 0 where a record must name a segment.
    static func segment(_ record: MaskRecord) throws(MaskFailure) -> UInt8 {
        guard record.segment != 0 else { throw .outOfRange }
        return record.segment
    }

    static func axis(_ word: Int32) throws(MaskFailure) -> Int? {
        guard word >= -1, word <= 2 else { throw .outOfRange }
        return word < 0 ? nil : Int(word)
    }

    /// The voxel a point lies in.
    static func voxel(_ parameters: inout Parameters, _ grid: Grid) throws(MaskFailure) -> (i: Int, j: Int, k: Int) {
        let (x, y, z) = (try parameters.next(), try parameters.next(), try parameters.next())
        let seed = (i: (Int(x) &+ 128) >> 8, j: (Int(y) &+ 128) >> 8, k: (Int(z) &+ 128) >> 8)
        guard grid.contains(seed.i, seed.j, seed.k) else { throw .outOfRange }
        return seed
    }

    static func connectivity(_ record: MaskRecord) -> Connectivity {
        record.flags.contains(.diagonal) ? .corners : .faces
    }
}

extension OperationContext {
    /// Where the segment is.
    func extent(of segment: UInt8) -> Box {
        Extent.of(segment, in: UnsafeBufferPointer(labels), of: grid, within: Box(whole: grid))
    }

    func mask(of segment: UInt8, within box: Box) -> Field<UInt8> {
        Field.of(segment, in: UnsafeBufferPointer(labels), of: grid, within: box)
    }

    /// Makes the segment, within the field's box, what the field says.
    mutating func put(_ field: borrowing Field<UInt8>, as segment: UInt8) {
        visit(field) { label, cell in
            if cell != 0 { return segment }
            return label == segment ? 0 : label
        }
    }

    /// Adds what the field marks to the segment or, where the record erases, takes it away.
    mutating func add(_ field: borrowing Field<UInt8>, _ record: MaskRecord) {
        let segment = record.segment
        let erases = record.flags.contains(.erase)
        let marks = UnsafeBufferPointer(field.cells)
        let box = field.box.clipped(to: grid)
        guard !box.isEmpty else { return }
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                // Of a large box most rows have no mark.
                let start = field.index(box.minI, j, k)
                let end = start &+ box.endI &- box.minI
                guard let first = Extent.first(1, marks, start, end) else { continue }
                let shift = grid.index(box.minI, j, k) &- start
                for cell in first..<end where marks[cell] != 0 {
                    let label = labels[cell &+ shift]
                    let new = erases ? (segment == 0 || label == segment ? 0 : label) : segment
                    if new == label { continue }
                    labels[cell &+ shift] = new
                    changed.include(box.minI &+ cell &- start, j, k)
                }
            }
        }
    }

    /// Writes, for every voxel of the field inside the grid, what the body makes of its label and its cell.
    mutating func visit(_ field: borrowing Field<UInt8>, _ body: (UInt8, UInt8) -> UInt8) {
        let box = field.box.clipped(to: grid)
        guard !box.isEmpty else { return }
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                let row = grid.index(0, j, k)
                var cell = field.index(box.minI, j, k)
                var first = Int.max
                var last = 0
                for i in box.minI..<box.endI {
                    let label = labels[row &+ i]
                    let new = body(label, field.cells[cell])
                    cell &+= 1
                    if new == label { continue }
                    labels[row &+ i] = new
                    first = min(first, i)
                    last = i
                }
                if first <= last {
                    changed.include(first, j, k)
                    changed.include(last, j, k)
                }
            }
        }
    }
}

extension Grid {
    /// The same lattice with slices across an axis a kilometre apart: what measures distances stays within each of them.
    func parted(_ axis: Int?) -> Grid {
        guard let axis else { return self }
        let far = 1e6
        return Grid(
            columns: columns, rows: rows, slices: slices, spacingX: axis == 0 ? far : spacingX,
            spacingY: axis == 1 ? far : spacingY, spacingZ: axis == 2 ? far : spacingZ)
    }
}
