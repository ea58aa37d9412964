/// A map from a code of this system to one of another, or to the code that took its place.
package struct MapRow: Sendable, Hashable {
    package var source: Concept
    /// The canonical address of the target's system.
    package var system: String
    package var code: String
    /// The target's name, empty where the map does not say it.
    package var display: String
    package var relation: MapRelation

    package init(source: Concept, system: String, code: String, display: String, relation: MapRelation) {
        self.source = source
        self.system = system
        self.code = code
        self.display = display
        self.relation = relation
    }
}
