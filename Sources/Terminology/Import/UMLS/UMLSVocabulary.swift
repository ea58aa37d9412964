/// One source vocabulary of the UMLS.
struct UMLSVocabulary {
    let name: String
    let isWanted: Bool
    var assembly: DraftAssembly
    let cui: UInt16
    /// Of each concept the best name so far: its rank, and its row among the names.
    private(set) var best: [(rank: Int, name: Int)] = []
    /// Rows of sources that have no codes of their own.
    var codeless = 0

    init(_ name: String, isWanted: Bool, _ identity: SystemIdentity) {
        self.name = name
        self.isWanted = isWanted
        assembly = DraftAssembly(identity)
        cui = assembly.propertyName("CUI")
    }

    /// Notes a name of a concept that may be the one to show.
    mutating func offer(_ concept: UInt32, rank: Int, name: Int) {
        if Int(concept) == best.count {
            best.append((rank, name))
        } else if best[Int(concept)].rank < rank {
            best[Int(concept)] = (rank, name)
        }
    }

    /// Makes the best name of each concept its preferred one.
    mutating func choose() {
        for (_, name) in best { assembly.setKind(ofName: name, .preferred) }
    }
}
