/// What an attribute says of its source: another concept, or a value.
package enum AttributeTarget: Sendable, Hashable {
    case concept(Concept)
    case value(ConcreteValue)
}

/// A defining relationship of a concept other than “is a”.
package struct Attribute: Sendable, Hashable {
    package var type: Concept
    package var target: AttributeTarget
    /// The role group; 0 is none.
    package var group: Int

    package init(type: Concept, target: AttributeTarget, group: Int) {
        self.type = type
        self.target = target
        self.group = group
    }
}
