/// The steps of loading a release, in order.
package enum ImportStep: String, Sendable, CaseIterable {
    case unpacking, concepts, relationships, descriptions, referenceSets, hierarchy, terms, writing, checking
}
