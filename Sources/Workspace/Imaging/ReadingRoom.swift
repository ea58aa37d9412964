package import Imaging

/// What work on images stands on: the decode workers, the renditions they made, and the masks at hand.
package struct ReadingRoom: Sendable {
    /// Nil where the program `vesalius-decode` is missing: then nothing that was brought as an image can be looked at.
    package let pool: DecodePool?
    package let renditions: Renditions
    /// Where archives are unpacked.
    let spool: String
    /// How many files are read at once.
    let breadth: Int
    let plans = SeriesPlans()
    let ranges = FrameRanges()
    let prefetches = Prefetches()
    let masks: MaskBench

    /// - Parameters:
    ///   - folder: where renditions are kept; it may be emptied at any time.
    ///   - limit: the most bytes of renditions.
    ///   - maskMemory: the most bytes that masks at hand may take.
    package init(
        pool: DecodePool?, folder: String, spool: String, breadth: Int = 2, limit: Int = 20 << 30,
        maskMemory: Int = 1 << 30
    ) {
        self.pool = pool
        self.spool = spool
        self.breadth = max(1, breadth)
        renditions = Renditions(folder: folder, limit: limit)
        masks = MaskBench(memory: maskMemory)
    }

    /// Forgets what is known of series and masks; for a store that was emptied.
    package func forgetAll() {
        plans.forgetAll()
        masks.forgetAll()
    }

    /// The workers, or why there are none.
    func workers() throws(Refusal) -> DecodePool {
        guard let pool else {
            throw Refusal(
                .unavailable, "The image reader vesalius-decode is missing beside this program: build or install it.")
        }
        return pool
    }
}

extension Work {
    /// What work on images stands on, or why there is none.
    func readingRoom() throws(Refusal) -> ReadingRoom {
        guard let imaging else { throw Refusal(.unavailable, "This program was started without its image reader.") }
        return imaging
    }
}

extension Refusal {
    /// What became of a wish to the decode workers, for whoever asked.
    init(_ failure: DecodeFailure) {
        switch failure {
        case .missing(let reason): self.init(.notFound, reason)
        case .unavailable, .cancelled: self.init(.unavailable, "\(failure).")
        case .timedOut: self.init(.unavailable, "The image was \(failure).")
        case .malformed, .unsupported, .tooLarge, .crashed, .quarantined:
            self.init(.conflict, "The image cannot be shown: \(failure).")
        }
    }
}
