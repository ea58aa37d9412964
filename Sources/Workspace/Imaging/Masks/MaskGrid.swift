import JSON
import PixelEngine

/// The lattice that masks of a series are painted on: the same that the viewer makes of the header.
enum MaskGrid {
    /// One point in time; slices a millimetre apart where nothing says more. Nil where no mask can be painted on the series.
    static func grid(of header: JSONValue) -> Grid? {
        let frames = max(1, header["frame_count"]?.integer ?? 1)
        let times = max(1, header["time"]?["points"]?.integer ?? 1)
        var spacing = header["geometry"]?["spacing"]?.array?.compactMap(\.double) ?? []
        if spacing.count != 3 {
            let plane = header["plane_spacing"]?.array?.compactMap(\.double) ?? []
            spacing = (plane.count == 2 ? plane : [1, 1]) + [1]
        }
        let grid = Grid(
            columns: header["columns"]?.integer ?? 0, rows: header["rows"]?.integer ?? 0,
            slices: max(1, frames / times), spacingX: spacing[0], spacingY: spacing[1], spacingZ: spacing[2]
        )
        return grid.isValid ? grid : nil
    }
}
