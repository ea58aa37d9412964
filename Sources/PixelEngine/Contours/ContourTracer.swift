/// The contours of a picture by marching squares: corners half-way between a pixel of the mask and one outside it.
///
/// Lines of pixels that touch at a corner only stay apart, so contours never meet. The mask lies to the right of each line on a screen (rows downwards), so
/// outer contours have a positive area and holes a negative one.
package enum ContourTracer {
    /// Sides of a square of four pixels: north joins its two upper pixels, and so on.
    private static let north: UInt8 = 0
    private static let east: UInt8 = 1
    private static let south: UInt8 = 2
    private static let west: UInt8 = 3
    private static let none: UInt8 = 9

    /// Where the line leaves a square, by which pixels are set (1 upper left, 2 upper right, 4 lower right, 8 lower left) and where it enters.
    private static func exit(_ set: Int, from side: UInt8) -> UInt8 {
        switch (set, side) {
        case (1, north), (5, north): west
        case (2, east), (10, east): north
        case (4, south), (5, south): east
        case (8, west), (10, west): south
        case (3, east): west
        case (6, south): north
        case (12, west): east
        case (9, north): south
        case (14, west): north
        case (13, north): east
        case (11, east): south
        case (7, south): west
        default: none
        }
    }

    /// - Parameters:
    ///   - cells: row by row; what is not zero is the mask.
    ///   - origin: the pixel of the slice the first cell stands for.
    package static func contours(
        of cells: UnsafeBufferPointer<UInt8>, width: Int, height: Int, origin: (u: Int, v: Int) = (0, 0)
    ) -> [Contour] {
        guard width > 0, height > 0, cells.count >= width &* height else { return [] }
        var tracer = Tracer(cells, width, height)
        var contours: [Contour] = []
        var crossings: [(x: Int, y: Int)] = []
        for y in -1..<height {
            for x in -1..<width {
                let set = tracer.corners(x, y)
                if set == 0 || set == 15 { continue }
                for side in [north, east, south, west] where exit(set, from: side) != none {
                    guard
                        let (points, crossing) = tracer.trace(
                            x, y, side, number: contours.count, origin: origin)
                    else { continue }
                    contours.append(Contour(points: points))
                    crossings.append(crossing)
                }
            }
        }
        nest(&contours, crossings, tracer)
        return contours
    }

    /// Looks left from the uppermost crossing of each contour (Suzuki and Abe, CVGIP 30:32, 1985).
    private static func nest(_ contours: inout [Contour], _ crossings: [(x: Int, y: Int)], _ tracer: Tracer) {
        let holes = contours.map { $0.isHole }
        var left = [Int?](repeating: nil, count: contours.count)
        for (index, place) in crossings.enumerated() {
            var x = place.x &- 1
            while x >= -1 {
                let other = tracer.owner(x, place.y)
                if other >= 0, other != index {
                    left[index] = other
                    break
                }
                x &-= 1
            }
        }
        for index in contours.indices {
            // Beside a line of the same kind it has the parent of that line.
            var at = left[index]
            while let other = at, holes[other] == holes[index] { at = left[other] }
            contours[index].parent = at
        }
    }

    /// The picture and what has been walked.
    private struct Tracer {
        let cells: UnsafeBufferPointer<UInt8>
        let width: Int
        let height: Int
        /// A bit for every side a line has entered the square by.
        var walked: [UInt8]
        /// The contour that crosses between (x, y) and (x + 1, y).
        var owners: [Int32]

        init(_ cells: UnsafeBufferPointer<UInt8>, _ width: Int, _ height: Int) {
            self.cells = cells
            self.width = width
            self.height = height
            walked = [UInt8](repeating: 0, count: (width &+ 1) &* (height &+ 1))
            owners = [Int32](repeating: -1, count: (width &+ 1) &* height)
        }

        func isSet(_ x: Int, _ y: Int) -> Bool {
            x >= 0 && y >= 0 && x < width && y < height && cells[y &* width &+ x] != 0
        }

        func corners(_ x: Int, _ y: Int) -> Int {
            (isSet(x, y) ? 1 : 0) | (isSet(x + 1, y) ? 2 : 0) | (isSet(x + 1, y + 1) ? 4 : 0)
                | (isSet(x, y + 1) ? 8 : 0)
        }

        func owner(_ x: Int, _ y: Int) -> Int { Int(owners[y &* (width &+ 1) &+ x &+ 1]) }

        /// Follows a line once around; nil if it has been walked. Also answers its uppermost, then leftmost, crossing of a row.
        mutating func trace(
            _ startX: Int, _ startY: Int, _ startSide: UInt8, number: Int, origin: (u: Int, v: Int)
        ) -> ([Contour.Point], (x: Int, y: Int))? {
            var (x, y, side) = (startX, startY, startSide)
            var points: [Contour.Point] = []
            var top = (x: Int.max, y: Int.max)
            while true {
                let square = (y &+ 1) &* (width &+ 1) &+ x &+ 1
                if walked[square] & (1 << side) != 0 { break }
                walked[square] |= 1 << side
                // The point where the line enters, in halves of a pixel.
                let (halfU, halfV) =
                    switch side {
                    case ContourTracer.north: (2 &* x &+ 1, 2 &* y)
                    case ContourTracer.south: (2 &* x &+ 1, 2 &* y &+ 2)
                    case ContourTracer.west: (2 &* x, 2 &* y &+ 1)
                    default: (2 &* x &+ 2, 2 &* y &+ 1)
                    }
                points.append(
                    Contour.Point(
                        u: Int32(truncatingIfNeeded: (halfU &+ 2 &* origin.u) &* 128),
                        v: Int32(truncatingIfNeeded: (halfV &+ 2 &* origin.v) &* 128)))
                if side == ContourTracer.north || side == ContourTracer.south {
                    let row = side == ContourTracer.north ? y : y &+ 1
                    owners[row &* (width &+ 1) &+ x &+ 1] = Int32(truncatingIfNeeded: number)
                    if (row, x) < (top.y, top.x) { top = (x, row) }
                }
                switch ContourTracer.exit(corners(x, y), from: side) {
                case ContourTracer.north:
                    y &-= 1
                    side = ContourTracer.south
                case ContourTracer.south:
                    y &+= 1
                    side = ContourTracer.north
                case ContourTracer.west:
                    x &-= 1
                    side = ContourTracer.east
                case ContourTracer.east:
                    x &+= 1
                    side = ContourTracer.west
                default: return points.isEmpty ? nil : (points, top)
                }
            }
            return points.isEmpty ? nil : (points, top)
        }
    }
}
