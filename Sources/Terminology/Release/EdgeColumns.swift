/// The hierarchy of a release: `child[i]` is a `parent[i]`, both concept rows. A concept may have several parents.
package struct EdgeColumns: Sendable {
    package var child: [UInt32] = []
    package var parent: [UInt32] = []

    package init() {}

    package var count: Int { child.count }
}
