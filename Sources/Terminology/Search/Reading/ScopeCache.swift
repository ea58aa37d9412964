internal import Synchronization

/// Documents of sets of concepts, kept: the set that a question is limited to is the same for all that is typed into it.
final class ScopeCache: Sendable {
    /// What a search is limited to.
    struct Key: Sendable {
        var scope: ConceptSet?
        var tags: Set<Int>?
        var onlySelectable: Bool
    }

    /// The active documents of a scope, a bit each.
    struct Documents: Sendable {
        let words: [UInt64]
    }

    private struct Entry {
        /// Held: while it is, no other set can have its memory, so that equal addresses mean equal sets.
        var key: Key
        var address: UInt
        var documents: Documents
    }

    /// 140 kB each at full size.
    private static let most = 24
    private let entries = Mutex<[Entry]>([])

    func documents(_ key: Key, make: () -> Documents) -> Documents {
        let address = Self.address(key.scope)
        let found = entries.withLock { entries -> Documents? in
            guard
                let place = entries.lastIndex(where: {
                    $0.address == address && $0.key.onlySelectable == key.onlySelectable && $0.key.tags == key.tags
                })
            else { return nil }
            let entry = entries.remove(at: place)
            entries.append(entry)
            return entry.documents
        }
        if let found { return found }
        let documents = make()
        entries.withLock { entries in
            if entries.count >= Self.most { entries.removeFirst() }
            entries.append(Entry(key: key, address: address, documents: documents))
        }
        return documents
    }

    private static func address(_ scope: ConceptSet?) -> UInt {
        guard let scope else { return 0 }
        // 1 for a set without memory, which is not the same as none.
        return scope.withWords { $0.baseAddress.map { UInt(bitPattern: $0) } ?? 1 }
    }
}
