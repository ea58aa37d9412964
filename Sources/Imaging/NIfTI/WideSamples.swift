/// Shows numbers of 32 and 64 bits, whole or not, as 16 bits: exactly where they are whole and few enough, scaled otherwise.
package struct WideSamples: Sendable, Equatable {
    package private(set) var least = Double.infinity
    package private(set) var greatest = -Double.infinity
    package private(set) var areWhole = true
    /// How many were no numbers (NaN or infinite); they are shown as the least.
    package private(set) var strange = 0

    package init() {}

    /// Learns of the numbers of one more frame.
    package mutating func learn(_ samples: [UInt8], _ type: VoxelType) {
        var next = self
        VoxelVolume.forEachNumber(of: samples, type) { number in
            guard number.isFinite else {
                next.strange += 1
                return
            }
            if number < next.least { next.least = number }
            if number > next.greatest { next.greatest = number }
            if next.areWhole, number != number.rounded() { next.areWhole = false }
        }
        self = next
    }

    /// The scale for all frames that were learnt, and whether the 16 bits have a sign.
    package var scale: (scale: WireScale, isSigned: Bool) {
        guard least <= greatest else { return (WireScale(slope: 1, intercept: 0, isExact: strange == 0), false) }
        if areWhole, least >= -32768, greatest <= 32767 {
            return (WireScale(slope: 1, intercept: 0, isExact: strange == 0), least < 0)
        }
        if areWhole, greatest - least <= 65535 {
            return (WireScale(slope: 1, intercept: least, isExact: strange == 0), false)
        }
        let slope = (greatest - least) / 65535
        // So near together, or so far apart, that no step between them can be written.
        guard slope > 0, slope.isFinite else {
            return (WireScale(slope: 1, intercept: least, isExact: least == greatest && strange == 0), false)
        }
        return (WireScale(slope: slope, intercept: least, isExact: false), false)
    }

    /// The 16-bit samples of a frame, little-endian.
    package static func narrow(_ samples: [UInt8], _ type: VoxelType, _ scale: WireScale, isSigned: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(samples.count / type.sampleSize * 2)
        let (low, high) = isSigned ? (-32768.0, 32767.0) : (0.0, 65535.0)
        VoxelVolume.forEachNumber(of: samples, type) { number in
            let wire = ((number - scale.intercept) / scale.slope).rounded()
            // What is no number, and what lies outside of the frames learnt, goes to the nearest end.
            let value = Int(wire >= low ? min(wire, high) : number == .infinity ? high : low)
            out.append(UInt8(truncatingIfNeeded: value))
            out.append(UInt8(truncatingIfNeeded: value >> 8))
        }
        return out
    }
}
