package import JSON

/// The typed reading of a config: what is shown, what is asked, how it is arranged.
package struct LabelInterface: Sendable {
    package let root: MarkupElement
    /// In document order, as are all lists here.
    package let objects: [ObjectTag]
    package let controls: [ControlTag]
    package let visuals: [VisualTag]
    /// The labels a relation may bear; empty where relations are free.
    package let relations: OptionList
    /// Tags we do not know and that ask and show nothing.
    package let unknown: [MarkupElement]
    private let controlIndex: [String: Int]
    private let objectIndex: [String: Int]

    package init(_ root: MarkupElement) {
        var builder = InterfaceBuilder()
        builder.visit(root, InterfaceBuilder.Surroundings())
        self.root = root
        objects = builder.objects
        controls = builder.controls
        visuals = builder.visuals
        unknown = builder.unknown
        relations = OptionList(builder.controls.filter { $0.kind == .relations }.flatMap(\.list.options))
        controlIndex = Dictionary(
            builder.controls.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        objectIndex = Dictionary(
            builder.objects.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The control of a result's `from_name`; of a repeated one, whatever its index.
    package func control(named name: String) -> ControlTag? {
        if let index = controlIndex[name] { return controls[index] }
        return controls.first { !$0.flags.isEmpty && NamePattern($0.name, flags: $0.flags).matches(name) }
    }

    /// The object of a result's `to_name`; of a repeated one, whatever its index.
    package func object(named name: String) -> ObjectTag? {
        if let index = objectIndex[name] { return objects[index] }
        return objects.first { !$0.flags.isEmpty && NamePattern($0.name, flags: $0.flags).matches(name) }
    }

    /// Whether a Repeater waits for a task's data.
    package var isRepeated: Bool { visuals.contains { $0.kind == .repeater || $0.kind == .pagedView } }

    /// The interface for one task, its Repeaters written out.
    package func expanded(for data: JSONValue) -> LabelInterface {
        guard isRepeated else { return self }
        var expansion = RepeaterExpansion(data: data)
        return LabelInterface(expansion.expand(root))
    }
}
