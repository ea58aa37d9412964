/// A way in which frames of one place differ.
struct Dimension: Sendable {
    /// What it is called in messages and names.
    var name: String
    /// Values in order; nil for a frame that has none.
    var order: @Sendable (FrameKeys) -> [Double]?
    /// The value in words.
    var words: @Sendable (FrameKeys) -> String?

    /// Differences of contrast: frames that differ so are different pictures, not moments of one.
    static let contrasts: [Dimension] = [
        Dimension(name: "stack", order: { $0.stack.map(letters) }, words: { $0.stack }),
        Dimension(name: "component", order: { $0.component.map(letters) }, words: { $0.component?.lowercased() }),
        Dimension(
            name: "echo",
            order: { ($0.echoTime ?? $0.echo.map(Double.init)).map { [$0] } },
            words: { keys in
                keys.echoTime.map { "echo time \(Decimals.text($0)) ms" } ?? keys.echo.map { "echo \($0)" }
            }
        ),
    ]

    /// Differences of time and what is looked through like time.
    static let times: [Dimension] = [
        number("temporal position") { $0.temporalPosition.map(Double.init) },
        number("trigger time") { $0.triggerTime },
        Dimension(
            name: "b value",
            order: { keys in keys.bValue.map { [$0] + (keys.gradient.map { [$0.x, $0.y, $0.z] } ?? []) } },
            words: { keys in keys.bValue.map { "b \(Decimals.text($0))" } }
        ),
        number("reference time") { $0.referenceTime },
        Dimension(
            name: "vectors",
            order: { $0.vectors.isEmpty ? nil : $0.vectors.map(Double.init) },
            words: { $0.vectors.isEmpty ? nil : $0.vectors.map { "\($0)" }.joined(separator: ", ") }
        ),
        number("acquisition") { $0.acquisition.map(Double.init) },
        number("acquisition time") { $0.acquisitionTime },
    ]

    /// How many values the frames have.
    func count(in slots: [Slot]) -> Int { Set(slots.map { order($0.description.keys) }).count }

    private static func number(_ name: String, _ value: @escaping @Sendable (FrameKeys) -> Double?) -> Dimension {
        Dimension(
            name: name,
            order: { value($0).map { [$0] } },
            words: { value($0).map { "\(name) \(Decimals.text($0))" } }
        )
    }

    @Sendable private static func letters(_ text: String) -> [Double] { text.unicodeScalars.map { Double($0.value) } }
}
