import Testing

@testable import Terminology

/// What holds for every release and every query: compared with a search that goes through all names.
@Suite struct SearchLawTests {
    private static let stems = [
        "heart", "hepatic", "her", "haemorrhage", "left", "lower", "x-ray", "o'brien", "2.5", "500mg", "ii", "type",
        "Ménière", "fracture", "fractured", "of", "the", "a", "ab", "abc", "Tumour", "b12", "α",
    ]

    private func release(_ numbers: inout SeededNumbers, concepts: Int = 300) -> NamedRelease {
        let names = (0..<concepts).map { number in
            let texts = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                let words = (0..<Int.random(in: 1...5, using: &numbers)).map { _ in
                    Self.stems.randomElement(using: &numbers) ?? ""
                }
                return (Int.random(in: 0..<9, using: &numbers) == 0 ? "-" : "") + words.joined(separator: " ")
            }
            return (code: "C\(number)x", texts: texts)
        }
        return NamedRelease(names)
    }

    private func query(_ numbers: inout SeededNumbers) -> String {
        (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
            let stem = Self.stems.randomElement(using: &numbers) ?? ""
            return String(stem.prefix(Int.random(in: 1...stem.count, using: &numbers)))
        }.joined(separator: " ")
    }

    /// The words under which a text is found.
    private func words(_ text: String) -> [[UInt8]] {
        var splitter = WordSplitter(style: .english)
        Array(text.utf8).withUnsafeBufferPointer { splitter.split($0) }
        splitter.addJoinedAndParts()
        let spelling = SpellingVariants()
        return splitter.words.flatMap { word -> [[UInt8]] in
            let bytes = Array(splitter.bytes(word))
            return [bytes] + (word.kind == .written ? spelling(bytes, isEnglish: true) : [])
        }
    }

    private func expected(_ index: TerminologyIndex, _ text: String) -> Set<String> {
        let typed = QueryText(text, styles: [.english]).words.map { $0.forms[0] }
        guard !typed.isEmpty else { return [] }
        var codes: Set<String> = []
        for number in 0..<UInt32(index.conceptCount) {
            let concept = Concept(ordinal: number)
            let isFound = index.descriptions(of: concept).contains { description in
                let words = words(description.text)
                return description.isActive && typed.allSatisfy { form in words.contains { $0.starts(with: form) } }
            }
            if isFound { codes.insert(index.code(concept)) }
        }
        return codes
    }

    @Test func `every name that holds the words is found, and no other`() throws {
        var numbers = SeededNumbers(11)
        let index = try release(&numbers).index()
        for _ in 0..<150 {
            let text = query(&numbers)
            let found = index.found(text, limit: 1000) { $0.allowsTypos = false }
            #expect(Set(found) == expected(index, text), "\(text)")
            #expect(Set(found).count == found.count)
        }
    }

    @Test func `few are the first of many`() throws {
        var numbers = SeededNumbers(12)
        let index = try release(&numbers).index()
        for _ in 0..<150 {
            let text = query(&numbers)
            let all = index.found(text, limit: 1000)
            for limit in [1, 5, 20] {
                var query = SearchQuery(text)
                query.limit = limit
                let answer = index.search(query)
                #expect(answer.hits.map { index.code($0.concept) } == Array(all.prefix(limit)), "\(text)")
                #expect(answer.hasMore == (all.count > limit), "\(text)")
            }
        }
    }

    @Test func `a scope takes away what lies outside it and changes nothing else`() throws {
        var numbers = SeededNumbers(13)
        let index = try release(&numbers).index()
        for share in [2, 40] {
            var scope = index.emptySet()
            for number in 0..<UInt32(index.conceptCount) where Int.random(in: 0..<share, using: &numbers) == 0 {
                scope.insert(Concept(ordinal: number))
            }
            for _ in 0..<60 {
                let text = query(&numbers)
                let all = index.found(text, limit: 1000) { $0.allowsTypos = false }
                let inside = index.found(text, limit: 1000) {
                    $0.allowsTypos = false
                    $0.scope = scope
                }
                let wanted = all.filter { code in index.concept(code: code).map(scope.contains) ?? false }
                #expect(inside == wanted, "\(text)")
            }
        }
    }

    @Test func `retired names come after all others`() throws {
        var numbers = SeededNumbers(14)
        let index = try release(&numbers).index()
        for _ in 0..<60 {
            let text = query(&numbers)
            let active = index.found(text, limit: 1000) { $0.allowsTypos = false }
            let all = index.found(text, limit: 1000) {
                $0.allowsTypos = false
                $0.includesInactive = true
            }
            #expect(all.starts(with: active), "\(text)")
        }
    }

    @Test func `marks are in order, inside the text, and never empty`() throws {
        var numbers = SeededNumbers(15)
        let index = try release(&numbers).index()
        for _ in 0..<100 {
            for hit in index.search(SearchQuery(query(&numbers))).hits {
                var end = -1
                for mark in hit.marks {
                    #expect(mark.lowerBound > end && !mark.isEmpty)
                    end = mark.upperBound
                }
                #expect(end <= hit.text.utf16.count)
            }
        }
    }

    @Test func `one letter wrong still finds the word`() throws {
        var numbers = SeededNumbers(16)
        let names = (0..<400).map { number -> (code: String, texts: [String]) in
            let letters = (0..<Int.random(in: 6...14, using: &numbers)).map { _ in
                Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &numbers)))
            }
            return ("C\(number)", [String(letters)])
        }
        let index = try NamedRelease(names).index()
        for name in names {
            var letters = Array(name.texts[0])
            let place = Int.random(in: 1..<letters.count - 1, using: &numbers)
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0: letters[place] = letters[place] == "q" ? "z" : "q"
            case 1: letters.remove(at: place)
            case 2: letters.insert("q", at: place)
            default: letters.swapAt(place, place + 1)
            }
            #expect(index.found(String(letters)).contains(name.code), "\(name.texts[0]) as \(String(letters))")
        }
    }

    @Test func `no text that can be typed stops the search`() throws {
        var numbers = SeededNumbers(17)
        let index = try release(&numbers).index()
        let odd = [
            "", " ", "\0", "’s", "'s", "😀", "e\u{301}", "\u{301}", "心", "--", "a\tb", "%", "\"", "*", "\u{FFFD}", "ß",
        ]
        for _ in 0..<800 {
            let parts = (0..<Int.random(in: 0...30, using: &numbers)).map { _ -> String in
                Bool.random(using: &numbers)
                    ? odd.randomElement(using: &numbers) ?? ""
                    : String(decoding: (0..<6).map { _ in UInt8.random(in: 0...255, using: &numbers) }, as: UTF8.self)
            }
            var query = SearchQuery(parts.joined(separator: Bool.random(using: &numbers) ? " " : ""))
            query.limit = Int.random(in: -1...50, using: &numbers)
            query.includesInactive = Bool.random(using: &numbers)
            query.dialect = Int.random(in: 0...9, using: &numbers)
            #expect(index.search(query).hits.count <= 50)
        }
    }
}
