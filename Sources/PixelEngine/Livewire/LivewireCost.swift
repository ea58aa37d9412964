/// What it costs to draw a contour through each pixel of a slice: little along edges.
///
/// Mortensen and Barrett, SIGGRAPH 1995: Laplacian zero-crossing, gradient magnitude, gradient direction, and a term trained on the contour drawn so far.
/// All terms are bytes, 0 on the best edge and 255 far from any.
struct LivewireCost {
    /// Shares of the four terms in 256ths. The zero-crossing alone is too sensitive to noise in CT to carry the 0.43 of the paper.
    static let zeroCrossingShare: Int32 = 48
    static let gradientShare: Int32 = 128
    static let directionShare: Int32 = 80
    /// Once trained, half of the gradient's share goes to the trained term.
    static let trainedShare: Int32 = 64

    let width: Int
    let height: Int
    /// Gradient magnitude scaled to a byte: 255 is the steepest of the window.
    private(set) var steepness: [UInt8]
    /// The unit gradient × 127.
    private(set) var gradientX: [Int8]
    private(set) var gradientY: [Int8]
    /// The terms that do not depend on the direction, weighted and added.
    private(set) var still: [UInt8]
    private var zeroCrossing: [Bool]

    /// - Parameter intensities: of a window, row by row.
    init(_ intensities: [Int16], width: Int, height: Int) {
        self.width = width
        self.height = height
        let count = width &* height
        steepness = [UInt8](repeating: 0, count: count)
        gradientX = [Int8](repeating: 0, count: count)
        gradientY = [Int8](repeating: 0, count: count)
        still = [UInt8](repeating: 0, count: count)
        zeroCrossing = [Bool](repeating: false, count: count)
        guard intensities.count >= count, count > 0 else { return }
        var magnitudes = [Double](repeating: 0, count: count)
        var laplacian = [Int32](repeating: 0, count: count)
        var steepest = 0.0
        // With a rim that repeats the edge, so that no pixel is a special case.
        let rimmed = LivewireCost.rimmed(intensities, width, height)
        let across = width &+ 2
        rimmed.withUnsafeBufferPointer { values in
            for y in 0..<height {
                for x in 0..<width {
                    let at = (y &+ 1) &* across &+ x &+ 1
                    let (a, b, c) = (values[at &- across &- 1], values[at &- across], values[at &- across &+ 1])
                    let (d, e, f) = (values[at &- 1], values[at], values[at &+ 1])
                    let (g, h, i) = (values[at &+ across &- 1], values[at &+ across], values[at &+ across &+ 1])
                    // Sobel.
                    let gx = Double(c &+ 2 &* f &+ i &- a &- 2 &* d &- g)
                    let gy = Double(g &+ 2 &* h &+ i &- a &- 2 &* b &- c)
                    let magnitude = (gx * gx + gy * gy).squareRoot()
                    let pixel = y &* width &+ x
                    magnitudes[pixel] = magnitude
                    steepest = max(steepest, magnitude)
                    if magnitude > 0 {
                        gradientX[pixel] = Int8(clamping: Int((gx / magnitude * 127).rounded(.down)))
                        gradientY[pixel] = Int8(clamping: Int((gy / magnitude * 127).rounded(.down)))
                    }
                    laplacian[pixel] = b &+ d &+ f &+ h &- 4 &* e
                }
            }
        }
        for pixel in 0..<count where steepest > 0 {
            steepness[pixel] = UInt8(clamping: Int((magnitudes[pixel] / steepest * 255).rounded(.down)))
        }
        markZeroCrossings(laplacian)
        weigh(trained: nil)
    }

    private static func rimmed(_ intensities: [Int16], _ width: Int, _ height: Int) -> [Int32] {
        var values: [Int32] = []
        values.reserveCapacity((width &+ 2) &* (height &+ 2))
        for y in -1...height {
            let row = max(0, min(height &- 1, y)) &* width
            for x in -1...width { values.append(Int32(intensities[row &+ max(0, min(width &- 1, x))])) }
        }
        return values
    }

    /// A zero-crossing is the pixel nearer to zero of two neighbours of different sign.
    private mutating func markZeroCrossings(_ laplacian: [Int32]) {
        for y in 0..<height {
            for x in 0..<width {
                let pixel = y &* width &+ x
                let own = laplacian[pixel]
                if own == 0 {
                    zeroCrossing[pixel] = steepness[pixel] > 0
                    continue
                }
                for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                    let (xx, yy) = (x &+ dx, y &+ dy)
                    guard xx >= 0, yy >= 0, xx < width, yy < height else { continue }
                    let other = laplacian[yy &* width &+ xx]
                    if (own < 0) != (other < 0), own.magnitude <= other.magnitude { zeroCrossing[pixel] = true }
                }
            }
        }
    }

    /// Adds up the terms that do not depend on direction. `trained` gives the cost of every steepness, 0–255.
    mutating func weigh(trained: [UInt8]?) {
        let gradient = trained == nil ? Self.gradientShare : Self.gradientShare &- Self.trainedShare
        for pixel in 0..<still.count {
            var sum = (zeroCrossing[pixel] ? 0 : 255) &* Self.zeroCrossingShare
            sum &+= (255 &- Int32(steepness[pixel])) &* gradient
            if let trained { sum &+= Int32(trained[Int(steepness[pixel])]) &* Self.trainedShare }
            still[pixel] = UInt8(truncatingIfNeeded: sum >> 8)
        }
    }
}
