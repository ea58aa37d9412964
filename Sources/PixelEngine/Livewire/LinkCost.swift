/// What a step from one pixel to the next costs, over the costs of a window.
struct LinkCost {
    let still: UnsafeBufferPointer<UInt8>
    let gradientX: UnsafeBufferPointer<Int8>
    let gradientY: UnsafeBufferPointer<Int8>

    /// Going along the gradient, which is across the edge, is dear. Diagonal steps are √2 longer (181 / 128).
    @inline(__always) func cost(_ from: Int, _ to: Int, _ stepX: Int32, _ stepY: Int32) -> Int32 {
        let diagonal = stepX != 0 && stepY != 0
        let first = Int32(gradientX[from]) &* stepX &+ Int32(gradientY[from]) &* stepY
        let second = Int32(gradientX[to]) &* stepX &+ Int32(gradientY[to]) &* stepY
        var along = Int32(bitPattern: first.magnitude)
        var further = Int32(bitPattern: second.magnitude)
        if diagonal {
            along = (along &* 181) >> 8
            further = (further &* 181) >> 8
        }
        let across = min(255, along &+ further)
        let sum = 1 &+ Int32(still[to]) &+ (across &* LivewireCost.directionShare) >> 8
        return diagonal ? (sum &* 181) >> 7 : sum
    }
}

extension LivewireCost {
    /// Runs a body with the costs of steps.
    func withLinks(_ body: (LinkCost) -> Void) {
        still.withUnsafeBufferPointer { still in
            gradientX.withUnsafeBufferPointer { gradientX in
                gradientY.withUnsafeBufferPointer { gradientY in
                    body(LinkCost(still: still, gradientX: gradientX, gradientY: gradientY))
                }
            }
        }
    }
}
