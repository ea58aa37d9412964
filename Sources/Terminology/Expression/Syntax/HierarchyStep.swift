/// A step through the hierarchy, from every concept of a set.
package enum HierarchyStep: String, Sendable, Hashable, CaseIterable {
    case descendantOf = "<"
    case descendantOrSelfOf = "<<"
    case childOf = "<!"
    case childOrSelfOf = "<<!"
    case ancestorOf = ">"
    case ancestorOrSelfOf = ">>"
    case parentOf = ">!"
    case parentOrSelfOf = ">>!"
    /// Those of the set that have no ancestor in it.
    case top = "!!>"
    /// Those of the set that have no descendant in it.
    case bottom = "!!<"

    /// The word of the long syntax, in lower case.
    package var word: String {
        switch self {
        case .descendantOf: "descendantof"
        case .descendantOrSelfOf: "descendantorselfof"
        case .childOf: "childof"
        case .childOrSelfOf: "childorselfof"
        case .ancestorOf: "ancestorof"
        case .ancestorOrSelfOf: "ancestororselfof"
        case .parentOf: "parentof"
        case .parentOrSelfOf: "parentorselfof"
        case .top: "top"
        case .bottom: "bottom"
        }
    }
}
