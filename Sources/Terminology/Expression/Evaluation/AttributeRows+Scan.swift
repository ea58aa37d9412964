extension AttributeRows {
    /// The sources of all matches, ascending, one a row.
    func sources(from focus: ConceptSet, _ test: ValueTest) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: count) { room, filled in
            forEachMatch(from: focus, test) { source, _ in
                room[filled] = UInt64(source)
                filled &+= 1
            }
        }
    }

    /// The role groups of all matches as `source << 16 | group`, ascending, one a row; those without a group are left out.
    func groups(from focus: ConceptSet, _ test: ValueTest) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: count) { room, filled in
            forEachMatch(from: focus, test) { source, row in
                let group = UInt64(truncatingIfNeeded: self.group(row))
                room[filled] = UInt64(source) &<< 16 | group
                filled &+= group == 0 ? 0 : 1
            }
        }
    }

    /// Calls back with source and row of every match, sources ascending.
    @inline(__always)
    func forEachMatch(from focus: ConceptSet, _ test: ValueTest, _ body: (UInt32, Int) -> Void) {
        withColumns { sources, targets in
            // Few sources are looked up, many are met on the way through all rows.
            if let few = focus.few(below: count / 64) {
                for source in few {
                    for row in rows(of: source) where test.matches(targets[row]) { body(source.ordinal, row) }
                }
                return
            }
            switch test {
            case .nothing: return
            case .any: scan(sources, focus, { _ in true }, body)
            case .concepts(let set):
                set.withWords { words in
                    scan(
                        sources, focus,
                        { row in
                            let target = targets[row]
                            let word = Int(target &>> 6)
                            return word < words.count && words[word] &>> UInt64(target & 63) & 1 != 0
                        }, body)
                }
            default: scan(sources, focus, { test.matches(targets[$0]) }, body)
            }
        }
    }

    @inline(__always)
    private func scan(
        _ sources: UnsafeBufferPointer<UInt32>, _ focus: ConceptSet, _ isWanted: (Int) -> Bool,
        _ body: (UInt32, Int) -> Void
    ) {
        focus.withWords { words in
            for row in 0..<sources.count {
                let source = sources[row]
                let word = Int(source &>> 6)
                if word < words.count, words[word] &>> UInt64(source & 63) & 1 != 0, isWanted(row) { body(source, row) }
            }
        }
    }

    /// Calls back with target, source and row of every relationship into a set whose source is wanted.
    @inline(__always)
    func forEachReversed(to focus: ConceptSet, _ test: ValueTest, _ body: (UInt32, UInt32, Int) -> Void) {
        withColumns { sources, targets in
            focus.withWords { words in
                for row in 0..<sources.count {
                    let target = targets[row]
                    let word = Int(target &>> 6)
                    if word < words.count, words[word] &>> UInt64(target & 63) & 1 != 0,
                        test.matches(concept: sources[row])
                    {
                        body(target, sources[row], row)
                    }
                }
            }
        }
    }
}

extension ConceptSet {
    /// The concepts of a small set; nil where there are as many as the bound or more.
    func few(below bound: Int) -> [Concept]? {
        guard count < bound else { return nil }
        return Array(self)
    }
}
