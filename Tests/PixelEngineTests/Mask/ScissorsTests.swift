import PixelEngine
import Testing

@Suite("Scissors")
struct ScissorsTests {
    let grid = Grid(columns: 30, rows: 26, slices: 16, spacingX: 0.9, spacingY: 0.8, spacingZ: 1.5)

    private func cut(
        _ points: [[Double]], normal: [Int32], front: Int32 = -1, back: Int32 = -1, flags: MaskFlags = []
    ) -> [Int32] {
        Records.record(
            .scissors, segment: 1, flags: flags,
            normal + [front, back, Int32(points.count)] + points.flatMap { $0.map { Int32(($0 * 256).rounded()) } })
    }

    @Test func `a rectangle in a slice holds the voxels between its sides`() throws {
        let editor = try #require(MaskEditor(grid: grid))
        let corners = [[3.5, 4.5, 6], [20.5, 4.5, 6], [20.5, 15.5, 6], [3.5, 15.5, 6]]
        let outcome = editor.apply(cut(corners, normal: [0, 0, 65536], front: 0, back: 0))
        #expect(outcome.changed == 17 * 11)
        #expect(outcome.box == Box(minI: 4, minJ: 5, minK: 6, endI: 21, endJ: 16, endK: 7))
    }

    @Test func `depth is counted from the plane to both sides`() throws {
        let editor = try #require(MaskEditor(grid: grid))
        let corners = [[3.5, 4.5, 6], [20.5, 4.5, 6], [20.5, 15.5, 6], [3.5, 15.5, 6]]
        let outcome = editor.apply(cut(corners, normal: [0, 0, 65536], front: 3000, back: -1))
        #expect(outcome.box.minK == 0)
        #expect(outcome.box.endK == 9)
    }

    @Test(arguments: [[65536, 0, 0], [0, 65536, 0], [0, 0, 65536], [3, 4, 5], [-100, 7, 60]] as [[Int32]])
    func `a star cut along any direction is the voxels an odd number of edges surrounds`(_ direction: [Int32]) throws {
        let normal = try #require(Vector(Double(direction[0]), Double(direction[1]), Double(direction[2])).normalised)
        var seeded = Seeded(9)
        let points = (0..<7).map { _ in
            [Double(seeded.below(30)) + 0.13, Double(seeded.below(26)) + 0.21, Double(seeded.below(16)) + 0.37].map {
                ($0 * 256).rounded() / 256
            }
        }
        let editor = try #require(MaskEditor(grid: grid))
        _ = editor.apply(cut(points, normal: direction, front: 4000, back: 6000))

        // A twin with another way to count: the winding of rays in the plane, a voxel at a time.
        let origin = grid.millimetres(Vector(points[0][0], points[0][1], points[0][2]))
        let u = try #require((abs(normal.x) < 0.9 ? Vector(1, 0, 0) : Vector(0, 1, 0)).across(normal).normalised)
        let v = normal.cross(u)
        let corners = points.map { point -> (Double, Double) in
            let offset = grid.millimetres(Vector(point[0], point[1], point[2])) - origin
            return (offset.dot(u), offset.dot(v))
        }
        let half = grid.thickness(along: normal) / 2
        for k in 0..<grid.slices {
            for j in 0..<grid.rows {
                for i in 0..<grid.columns {
                    let offset = grid.millimetres(Vector(Double(i), Double(j), Double(k))) - origin
                    let depth = offset.dot(normal)
                    let (a, b) = (offset.dot(u), offset.dot(v))
                    var isInside = false
                    for at in corners.indices {
                        let (p, q) = (corners[at], corners[(at + 1) % corners.count])
                        if (p.1 > b) != (q.1 > b), a < p.0 + (q.0 - p.0) * (b - p.1) / (q.1 - p.1) { isInside.toggle() }
                    }
                    let expected = isInside && depth >= -6 - half && depth < 4 + half
                    #expect(editor.labels(0)[grid.index(i, j, k)] == (expected ? 1 : 0), "(\(i), \(j), \(k))")
                }
            }
        }
    }

    @Test func `inside and outside together are everything`() throws {
        let editor = try #require(MaskEditor(grid: grid))
        let corners = [[3.5, 4.5, 6], [20.5, 9.5, 6], [12.5, 15.5, 6], [3.5, 25, 6], [9, 9, 6]]
        let inside = editor.apply(cut(corners, normal: [0, 0, 65536])).changed
        _ = editor.apply(Records.undo)
        let outside = editor.apply(cut(corners, normal: [0, 0, 65536], flags: .outside)).changed
        #expect(inside > 0)
        #expect(inside + outside == grid.count)
    }
}
