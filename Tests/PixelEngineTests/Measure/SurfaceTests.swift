import PixelEngine
import Testing

struct SurfaceTests {
    private func mesh(_ scene: Scene, step: Int = 1, rounds: Int = 0) -> SurfaceMesh {
        scene.labels.withUnsafeBufferPointer { SurfaceMesh(of: 1, in: $0, scene.grid, step: step, rounds: rounds) }
    }

    /// The volume within, by the divergence theorem; positive if the triangles face outwards.
    private func volume(_ mesh: SurfaceMesh) -> Double {
        func corner(_ index: UInt32) -> (Double, Double, Double) {
            let at = Int(index) * 3
            return (Double(mesh.positions[at]), Double(mesh.positions[at + 1]), Double(mesh.positions[at + 2]))
        }
        var sum = 0.0
        for at in stride(from: 0, to: mesh.triangles.count, by: 3) {
            let (a, b, c) = (corner(mesh.triangles[at]), corner(mesh.triangles[at + 1]), corner(mesh.triangles[at + 2]))
            sum += a.0 * (b.1 * c.2 - b.2 * c.1) + a.1 * (b.2 * c.0 - b.0 * c.2) + a.2 * (b.0 * c.1 - b.1 * c.0)
        }
        return sum / 6
    }

    @Test func `every side of a triangle is met by another the other way: the surface is closed`() {
        var random = Seeded(1)
        for _ in 0..<30 {
            let scene = Scene(&random, sides: 1...7, fill: 40)
            let surface = mesh(scene)
            var balance: [[UInt32]: Int] = [:]
            for at in stride(from: 0, to: surface.triangles.count, by: 3) {
                for side in 0..<3 {
                    let (a, b) = (surface.triangles[at + side], surface.triangles[at + (side + 1) % 3])
                    balance[[min(a, b), max(a, b)], default: 0] += a < b ? 1 : -1
                }
            }
            #expect(balance.values.allSatisfy { $0 == 0 })
            #expect(surface.triangles.allSatisfy { Int($0) < surface.positions.count / 3 })
        }
    }

    @Test func `a ball's surface encloses its volume, smoothed and coarse too, and faces outwards`() {
        let scene = Scene.ball(side: 41, radius: 15, spacing: (0.9, 1, 1.2))
        let expected = 4.0 / 3 * Double.pi * 15 * 15 * 15
        for (step, rounds, error) in [(1, 0, 0.03), (1, 10, 0.03), (2, 10, 0.06)] {
            let found = volume(mesh(scene, step: step, rounds: rounds))
            #expect(abs(found - expected) / expected < error)
        }
    }

    @Test func `smoothing takes the stairs off a ball`() {
        let scene = Scene.ball(side: 41, radius: 15)
        func roughness(_ surface: SurfaceMesh) -> Double {
            var worst = 0.0
            for at in stride(from: 0, to: surface.positions.count, by: 3) {
                let (x, y, z) = (
                    Double(surface.positions[at]) - 20, Double(surface.positions[at + 1]) - 20,
                    Double(surface.positions[at + 2]) - 20
                )
                worst = max(worst, abs((x * x + y * y + z * z).squareRoot() - 15))
            }
            return worst
        }
        #expect(roughness(mesh(scene, rounds: 10)) < roughness(mesh(scene)))
    }

    @Test func `no label, no surface; no step and no rounds trap`() {
        var scene = Scene.ball(side: 9, radius: 3)
        for (step, rounds) in [(0, -1), (Int.min, Int.max), (Int.max, 0)] {
            #expect(mesh(scene, step: step, rounds: rounds).positions.count % 3 == 0)
        }
        scene.labels = scene.labels.map { _ in 0 }
        #expect(mesh(scene).triangles.isEmpty)
    }
}
