import PixelEngine
import Testing

/// Coordinates are voxels: what is painted must not depend on whether a voxel is a nanometre or a metre wide.
@Suite("Spacing")
struct SpacingTests {
    @Test(arguments: [4e-6, 1e-3, 1, 4e4])
    func `a shape is the same at every scale`(_ spacing: Double) throws {
        let grid = Grid(
            columns: 20, rows: 20, slices: 5, spacingX: spacing, spacingY: spacing, spacingZ: 2 * spacing)
        let editor = try #require(MaskEditor(grid: grid))
        let corners = [[4.5, 4.5, 2], [12.5, 4.5, 2], [12.5, 9.5, 2], [4.5, 9.5, 2]]
        let outcome = editor.apply(
            Records.record(
                .scissors, [0, 0, 65536, 0, 0, 4] + corners.flatMap { $0.map { Int32(($0 * 256).rounded()) } }))
        #expect(outcome.changed == 8 * 5)
        #expect(outcome.box == Box(minI: 5, minJ: 5, minK: 2, endI: 13, endJ: 10, endK: 3))
        // Lengths are micrometres: of a brush only as many voxels as fit, never none and never a line.
        let radius = max(1, Int32((5 * spacing * 1000).rounded()))
        let dab = editor.apply(
            Records.record(.brush, segment: 2, [radius, 0, 0, 65536, 0, 0, 0, 0, 1, 10 * 256, 10 * 256, 4 * 256]))
        #expect(dab.box.endK - dab.box.minK == 1)
        #expect(dab.box.endI - dab.box.minI == dab.box.endJ - dab.box.minJ)
        if spacing >= 1e-3 { #expect(dab.changed == 81) }
    }
}
