extension TerminologyIndex {
    /// The concept of exactly this code.
    package func concept(code: String) -> Concept? {
        var code = code
        return code.withUTF8 { codes.find($0) }.map(Concept.init(ordinal:))
    }

    /// The concept of a code as people type it: either case, and without the dot of `J45.9` or the hyphen of `718-7`.
    package func concept(tolerant code: String) -> Concept? {
        var code = String(code.drop { $0.isWhitespace })
        while code.last?.isWhitespace == true { code.removeLast() }
        return code.withUTF8 { codes.find(tolerant: $0) }.map(Concept.init(ordinal:))
    }

    /// The concept of a numeric code.
    package func concept(number: UInt64) -> Concept? { codes.find(number: number).map(Concept.init(ordinal:)) }

    /// Concepts whose codes begin with these characters, in the order of their codes; none in systems of numbers.
    package func concepts(codePrefix prefix: String, limit: Int) -> [Concept] {
        var prefix = prefix
        return prefix.withUTF8 { codes.find(prefix: $0, limit: limit) }.map(Concept.init(ordinal:))
    }

    package func code(_ concept: Concept) -> String { codes.text(UInt32(place(concept))) }

    /// The code as a number; 0 in systems whose codes are texts.
    package func number(_ concept: Concept) -> UInt64 {
        if case .numbers(let numbers) = codes.kind { numbers[place(concept)] } else { 0 }
    }
}
