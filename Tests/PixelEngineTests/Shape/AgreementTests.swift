import PixelEngine
import Testing

struct AgreementTests {
    @Test func `masks agree with themselves and not with others`() {
        let scene = Scene.ball(side: 21, radius: 7)
        scene.withField { a in
            scene.withField { b in
                let same = Agreement(a, b, spacing: scene.grid.spacing, tolerance: 1)
                #expect(same.dice == 1)
                #expect(same.hausdorff95 == 0)
                #expect(same.surfaceDice == 1)
            }
            let empty = Field<UInt8>(a.box, filledWith: 0)
            let none = Agreement(a, empty, spacing: scene.grid.spacing, tolerance: 1)
            #expect(none.dice == 0)
            #expect(none.hausdorff95 == nil)
        }
    }

    @Test func `a shifted block is as far away as the shift`() {
        func block(_ from: Int) -> Field<UInt8> {
            let field = Field<UInt8>(Box(minI: 0, minJ: 0, minK: 0, endI: 20, endJ: 8, endK: 8), filledWith: 0)
            for k in 1..<7 { for j in 1..<7 { for i in from..<(from + 6) { field.cells[field.index(i, j, k)] = 1 } } }
            return field
        }
        let agreement = Agreement(block(2), block(5), spacing: (0.5, 1, 1), tolerance: 1.5)
        // Half of each block is common; the far faces are three voxels of half a millimetre apart.
        #expect(agreement.dice == 0.5)
        #expect(agreement.hausdorff95 == 1.5)
        #expect(agreement.surfaceDice == 1)
        let strict = Agreement(block(2), block(5), spacing: (0.5, 1, 1), tolerance: 0.4)
        #expect((strict.surfaceDice ?? 1) < 0.8)
    }
}
