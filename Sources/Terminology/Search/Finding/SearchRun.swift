/// One search: from the words as they are typed to an answer, by ever looser readings of them.
struct SearchRun {
    let index: TerminologyIndex
    let query: SearchQuery
    let scratch: Scratch
    private let store: TermStore
    /// Characters of what was typed.
    private let length: Int
    private let filter: ScopeCache.Documents?
    private let allowed: SearchFilter

    /// More candidates than are asked for are ordered by all that is asked for.
    /// How much longer than what is typed an exact name may be: by blanks, marks, and another spelling.
    private static let slack = 8
    private static let moreCandidates = 12
    private static let mostCandidates = 100
    /// Looser readings are tried where fewer concepts are found.
    private static let few = 3
    /// A word that begins words of more documents is not taken to be misspelt.
    private static let frequent = 1000

    init(_ index: TerminologyIndex, _ query: SearchQuery, _ scratch: Scratch) {
        self.index = index
        self.query = query
        self.scratch = scratch
        store = index.terms
        length = query.text.unicodeScalars.count
        allowed = SearchFilter(index, query)
        filter = allowed.documents
    }

    private var limit: Int { min(max(query.limit, 1), 1000) }

    func answer() -> SearchAnswer {
        let typed = QueryText(query.text, styles: store.styles)
        guard !typed.trimmed.isEmpty else { return SearchAnswer() }
        var answer = SearchAnswer()
        var list = HitList(limit: limit)
        let words = typed.words.map(word)

        if CodeShape.isCode(typed.trimmed) {
            addCodes(typed.trimmed, &list, &answer)
        } else if let concept = index.concept(tolerant: typed.trimmed) {
            // A code that looks like a word: modifiers of HCPCS, codes of somebody's own tree.
            list.add(candidates([concept]), [])
        }
        var isExplained = false
        if query.allowsTypos, let expanded = expand(words, onlyCapitals: true) {
            isExplained = add(expanded, &list, &answer)
        }
        if !words.isEmpty { list.add(find(words), words) }
        if list.count < min(Self.few, limit) {
            if answer.note != .code { addCodes(typed.trimmed, &list, &answer) }
            if query.allowsTypos {
                if !isExplained, let expanded = expand(words, onlyCapitals: false) { _ = add(expanded, &list, &answer) }
                let isMisspelt = list.count == 0 || list.count < Self.few && words.count == 1
                if isMisspelt, answer.note != .code { addCorrected(words, &list, &answer) }
                if list.count == 0 { addPartial(words, &list, &answer) }
            }
        }
        answer.hasMore = list.hasMore
        answer.hits = hits(list.entries)
        return answer
    }

    /// A word with what it finds in the index.
    private func word(_ typed: QueryText.Word) -> QueryWord {
        var ranges: [Range<Int>] = []
        for form in typed.forms {
            let range = form.withUnsafeBufferPointer { store.vocabulary.range($0) }
            if !range.isEmpty, !ranges.contains(range) { ranges.append(range) }
        }
        let count = ranges.reduce(0) { $0 + store.postings.activeCount($1) }
        return QueryWord(forms: typed.forms, ranges: ranges, count: count, isCapital: typed.isCapital)
    }

    // MARK: As typed

    /// The concepts of which one name holds all words, in the order in which they shall be shown.
    private func find(_ words: [QueryWord]) -> [Candidate] {
        // Readings follow one another: each has all the room.
        scratch.clear()
        let finder = DocumentFinder(store: store, words: words, scratch: scratch)
        // Where the order of documents is that of the answer, only exact names may come from further down.
        let isPlain = query.dialect == 0 && !store.isByCommonness
        let wanted = limit + (isPlain ? Self.moreCandidates : Self.mostCandidates)
        var found: [Candidate] = []
        found.reserveCapacity(wanted)
        let exact = ExactMatch(store, words)
        let lastExact =
            exact.isPossible && !store.isByCommonness ? store.firstDocument(longerThan: length + Self.slack) : 0
        func add(_ document: UInt32) -> Bool {
            let isFull = found.count >= wanted
            if isFull, document >= lastExact { return true }
            let isExact = exact(Int(document))
            if isFull, !isExact { return false }
            let concept = store.concept(Int(document))
            if let place = found.firstIndex(where: { $0.concept == concept }) {
                if isExact, !found[place].isExact, document < store.activeCount {
                    found[place] = Candidate(document: document, concept: concept, isExact: true)
                }
            } else {
                found.append(Candidate(document: document, concept: concept, isExact: isExact))
            }
            return false
        }
        if let filter {
            filter.words.withUnsafeBufferPointer { finder.forEachActive($0.baseAddress, add) }
        } else {
            finder.forEachActive(nil, add)
        }
        if let usage = query.usage { addUsed(usage, words, exact, &found) }
        if query.dialect > 0 { preferDialect(&found) }
        if found.contains(where: { $0.isExact || $0.uses > 0 }) {
            // What is equal keeps its order.
            found = found.enumerated().sorted { left, right in
                let (a, b) = (left.element, right.element)
                if a.isExact != b.isExact { return a.isExact }
                return a.uses != b.uses ? a.uses > b.uses : left.offset < right.offset
            }.map(\.element)
        }
        if query.includesInactive, found.count < wanted {
            scratch.clear()
            finder.forEachInactive { document in
                allowed.allows(store.concept(Int(document))) && add(document)
            }
        }
        return found
    }

    /// Brings what was used before among the candidates, however far down its names stand.
    private func addUsed(
        _ usage: ConceptUsage, _ words: [QueryWord], _ exact: ExactMatch, _ found: inout [Candidate]
    ) {
        let test = WordTest(words)
        for (concept, uses) in usage.uses where allowed.allows(concept.ordinal) {
            if let place = found.firstIndex(where: { $0.concept == concept.ordinal }) {
                found[place].uses = uses
                continue
            }
            let best = index.descriptionReader.offsets.range(Int(concept.ordinal)).lazy
                .map { index.descriptionReader.documents[$0] }
                .filter { $0 < store.activeCount && test.holds(Int($0), store) }.min()
            guard let best else { continue }
            found.append(
                Candidate(document: best, concept: concept.ordinal, isExact: exact(Int(best)), uses: uses))
        }
    }

    /// Among names of one length those that the dialect prefers come first.
    private func preferDialect(_ found: inout [Candidate]) {
        let lengths = found.map { store.textLength(Int($0.document)) }
        let ranks = found.map { candidate in
            let profile = store.profile(Int(candidate.document))
            return profile.isPreferred(dialect: query.dialect) ? 0 : profile.kind == .fullySpecified ? 2 : 1
        }
        var first = 0
        while first < found.count {
            var last = first + 1
            while last < found.count, lengths[last] == lengths[first] { last += 1 }
            let order = (first..<last).sorted { (ranks[$0], $0) < (ranks[$1], $1) }
            found.replaceSubrange(first..<last, with: order.map { found[$0] })
            first = last
        }
    }

    // MARK: Codes

    private func addCodes(_ text: String, _ list: inout HitList, _ answer: inout SearchAnswer) {
        guard text.utf8.count <= 40 else { return }
        var concepts = index.concepts(codePrefix: text, limit: limit + 1)
        if let concept = index.concept(tolerant: text) {
            concepts.removeAll { $0 == concept }
            concepts.insert(concept, at: 0)
        }
        if list.add(candidates(concepts), []) { answer.note = .code }
    }

    /// Concepts found by their codes, those that may be.
    private func candidates(_ concepts: [Concept]) -> [Candidate] {
        concepts.compactMap { concept in
            guard allowed.allows(concept.ordinal), query.includesInactive || index.flags(concept).contains(.active)
            else { return nil }
            let document = index.preferredDocument(concept, dialect: query.dialect).map(UInt32.init)
            return Candidate(
                document: document ?? Candidate.nameless, concept: concept.ordinal,
                uses: query.usage?.count(concept) ?? 0)
        }
    }

    // MARK: Short forms

    private func add(_ expanded: [Expansion], _ list: inout HitList, _ answer: inout SearchAnswer) -> Bool {
        var isFirst = true
        for expansion in expanded where list.add(find(expansion.words), expansion.words) {
            if isFirst, answer.note == nil { answer.note = .abbreviation(of: expansion.meaning) }
            isFirst = false
        }
        return !isFirst
    }

    private struct Expansion {
        var meaning: String
        var words: [QueryWord]
    }

    /// The query with a short form put in full, once for each of its meanings.
    private func expand(_ words: [QueryWord], onlyCapitals: Bool) -> [Expansion]? {
        for (place, word) in words.enumerated()
        where !onlyCapitals || word.isCapital && (2...5).contains(word.forms[0].count) {
            var expansions: [Expansion] = []
            for meaning in store.abbreviations.meanings(word.forms[0]).prefix(onlyCapitals ? 4 : 2) {
                let meant = QueryText(meaning, styles: store.styles).words.map { self.word($0) }
                guard words.count + meant.count <= SearchQuery.mostWords * 2, meant.allSatisfy({ $0.count > 0 }) else {
                    continue
                }
                expansions.append(
                    Expansion(meaning: meaning, words: Array(words[..<place]) + meant + words[(place + 1)...]))
            }
            if !expansions.isEmpty { return expansions }
        }
        return nil
    }

    // MARK: All words but one

    /// Fewer words say too little for one to be left out.
    private static let fewestForPartial = 3

    /// Leaves out the one word without which something is found: one that no name has, else the commonest, which says least;
    /// short forms stand for several words and go last.
    private func addPartial(_ words: [QueryWord], _ list: inout HitList, _ answer: inout SearchAnswer) {
        guard words.count >= Self.fewestForPartial, words.count(where: { $0.count == 0 }) <= 1 else { return }
        let weights = words.map { word in
            store.abbreviations.meanings(word.forms[0]).isEmpty ? word.count == 0 ? Int.max : word.count : -1
        }
        let order = words.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
        for place in order.prefix(weights.contains(.max) ? 1 : words.count) {
            var rest = words
            rest.remove(at: place)
            let readings = (expand(rest, onlyCapitals: false)?.map(\.words) ?? []) + [rest]
            for reading in readings where list.add(find(reading), reading) {
                answer.note = .partial(without: words[place].text)
                return
            }
        }
    }

    // MARK: Misspelt words

    private func addCorrected(_ words: [QueryWord], _ list: inout HitList, _ answer: inout SearchAnswer) {
        let unknown = words.indices.filter { words[$0].count == 0 }
        // A short word that is unknown cannot be put right, nor can the whole.
        guard unknown.allSatisfy({ words[$0].forms[0].count >= MisspeltWord.shortest }) else { return }
        // Where all are known but not together, a rare one may be another word misspelt; a frequent one is not.
        let places =
            unknown.isEmpty
            ? words.indices.filter {
                words[$0].forms[0].count >= MisspeltWord.shortest && words[$0].count < Self.frequent
            } : unknown
        guard !places.isEmpty else { return }
        for most in 1...(unknown.isEmpty ? 1 : 2) {
            var corrected = words
            var isChanged = false
            for place in places {
                let form = words[place].forms[0]
                guard most == 1 || form.count >= MisspeltWord.shortestForTwo else { continue }
                var misspelt = MisspeltWord(form, most: most)
                let ranges = misspelt.ranges(in: store.vocabulary, isLast: place == words.count - 1)
                let more = ranges.filter { !words[place].ranges.contains($0) }
                guard !more.isEmpty else { continue }
                isChanged = true
                corrected[place].ranges = ranges
                corrected[place].count = ranges.reduce(0) { $0 + store.postings.activeCount($1) }
            }
            guard isChanged, corrected.allSatisfy({ $0.count > 0 }) else { continue }
            let found = find(corrected)
            guard let best = found.first(where: { candidate in !list.holds(candidate.concept) }) else { continue }
            let instead = correction(words, corrected, Int(best.document))
            list.add(found, corrected)
            if answer.note == nil { answer.note = .typo(instead: instead) }
            return
        }
    }

    /// What was typed with each word put right that was wrong, as it stands in a document.
    private func correction(_ words: [QueryWord], _ corrected: [QueryWord], _ document: Int) -> String {
        var texts = words.map(\.text)
        store.forEachLexeme(document) { lexeme in
            for place in store.words(ofLexeme: lexeme) {
                let word = Int(store.lexemeWords[place])
                for index in words.indices where corrected[index].matches(word) && texts[index] == words[index].text {
                    let bytes = Array(store.vocabulary.text(word).utf8)
                    if !bytes.starts(with: words[index].forms[0]) { texts[index] = store.vocabulary.text(word) }
                }
            }
        }
        return texts.joined(separator: " ")
    }

    // MARK: The answer

    private func hits(_ entries: [HitList.Entry]) -> [SearchHit] {
        var writer = HitText(store)
        var last = -1
        var wanted = HitText.Wanted([])
        return entries.map { entry in
            if entry.reading != last {
                wanted = HitText.Wanted(entry.words)
                last = entry.reading
            }
            let concept = Concept(ordinal: entry.candidate.concept)
            guard entry.candidate.document != Candidate.nameless else {
                let code = index.code(concept)
                return SearchHit(
                    concept: concept, text: code, preferred: code, marks: [], uses: entry.candidate.uses,
                    isActive: index.flags(concept).contains(.active))
            }
            let document = Int(entry.candidate.document)
            let (text, marks) = writer.write(document, wanted)
            let preferred = index.preferredDocument(concept, dialect: query.dialect) ?? document
            return SearchHit(
                concept: concept, text: text, preferred: preferred == document ? text : store.text(preferred),
                marks: marks, uses: entry.candidate.uses, isActive: document < store.activeCount)
        }
    }
}
