/// What can be drawn on an image and measured.
package enum MeasureKind: String, Sendable, CaseIterable {
    /// Two ends.
    case length
    /// The ends of the long axis, then of the short one.
    case bidirectional
    /// End, vertex, end.
    case angle
    /// The ends of one line, then of the other.
    case cobb
    /// The ends of one axis, then of the other.
    case ellipse
    /// Four corners, one after the other.
    case rectangle
    case freehand
    case polygon
    case probe
    /// The tip, then the tail.
    case arrow

    /// What a Measure offers when it does not say.
    package static let offered: [MeasureKind] = allCases.filter { $0 != .polygon }

    /// How many points it has; nil for an outline, which has as many as are set.
    package var pointCount: Int? {
        switch self {
        case .probe: 1
        case .length, .arrow: 2
        case .angle: 3
        case .bidirectional, .cobb, .ellipse, .rectangle: 4
        case .freehand, .polygon: nil
        }
    }
}
