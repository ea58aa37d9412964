/// Contours of one label in one slice of a volume, and back.
package enum MaskContours {
    /// The contours of a label in the slice across `axis`, in voxels × 256 of the slice (axis 0: j and k, 1: i and k, 2: i and j).
    ///
    /// - Parameter tolerance: corners nearer to the simplified line are left out, in voxels × 256; 0 keeps all, 64 is a quarter of a pixel.
    package static func trace(
        _ label: UInt8, in labels: UnsafeBufferPointer<UInt8>, of grid: Grid, axis: Int, slice: Int, tolerance: Double
    ) -> [Contour] {
        let plane = Box(whole: grid).slab(axis, slice, slice &+ 1)
        let box = Extent.of(label, in: labels, of: grid, within: plane)
        guard !box.isEmpty else { return [] }
        let field = Field.of(label, in: labels, of: grid, within: box)
        let (width, height) = field.sides(across: axis)
        let origin = field.box.corner(across: axis)
        var contours = ContourTracer.contours(
            of: UnsafeBufferPointer(field.cells), width: width, height: height, origin: origin)
        for index in contours.indices {
            contours[index].points = Simplify.closed(contours[index].points, tolerance: tolerance)
        }
        return contours
    }

    /// The pixels of a slice inside the lines, as ones in a field no larger than they need.
    package static func inside(_ lines: [[Contour.Point]], of grid: Grid, axis: Int, slice: Int) -> Field<UInt8> {
        var around = (minU: Int32.max, minV: Int32.max, maxU: Int32.min, maxV: Int32.min)
        for line in lines {
            for point in line {
                around.minU = min(around.minU, point.u)
                around.minV = min(around.minV, point.v)
                around.maxU = max(around.maxU, point.u)
                around.maxV = max(around.maxV, point.v)
            }
        }
        var box = Box(minI: 0, minJ: 0, minK: 0, endI: 0, endJ: 0, endK: 0)
        if around.minU <= around.maxU {
            let (u, v) = (Int(around.minU >> 8), Int(around.minV >> 8))
            let (endU, endV) = (Int(around.maxU >> 8) &+ 1, Int(around.maxV >> 8) &+ 1)
            box =
                switch axis {
                case 0: Box(minI: slice, minJ: u, minK: v, endI: slice &+ 1, endJ: endU, endK: endV)
                case 1: Box(minI: u, minJ: slice, minK: v, endI: endU, endJ: slice &+ 1, endK: endV)
                default: Box(minI: u, minJ: v, minK: slice, endI: endU, endJ: endV, endK: slice &+ 1)
                }
            box = box.clipped(to: grid)
        }
        let field = Field<UInt8>(box, filledWith: 0)
        let (width, height) = field.sides(across: axis)
        PolygonFill.fill(
            lines, into: field.cells, width: width, height: height, origin: box.corner(across: axis))
        return field
    }
}

extension Field {
    /// Width and height of a field that is one voxel thick along an axis, seen as a picture.
    package func sides(across axis: Int) -> (width: Int, height: Int) {
        axis == 0 ? (rows, slices) : axis == 1 ? (columns, slices) : (columns, rows)
    }
}

extension Box {
    /// Its first pixel, in the slice across an axis.
    package func corner(across axis: Int) -> (u: Int, v: Int) {
        axis == 0 ? (minJ, minK) : axis == 1 ? (minI, minK) : (minI, minJ)
    }
}

extension Grid {
    /// Millimetres between neighbours to the right and downwards in the slice across an axis.
    package func pixelSpacing(across axis: Int) -> (u: Double, v: Double) {
        axis == 0 ? (spacingY, spacingZ) : axis == 1 ? (spacingX, spacingZ) : (spacingX, spacingY)
    }
}
