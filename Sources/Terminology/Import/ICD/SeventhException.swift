/// “7th characters D and S do not apply to codes in category S06 with 6th character 7 - …, or 8 - …”
struct SeventhException: Equatable {
    var characters: Set<String>
    /// Without dot.
    var category: String
    var sixth: Set<Character>

    init?(_ note: String) {
        guard let head = note.firstRange(of: "7th character"), let verb = note.firstRange(of: "not apply to codes in "),
            let with = note.firstRange(of: " with 6th character "), head.upperBound <= verb.lowerBound,
            verb.upperBound <= with.lowerBound
        else { return nil }
        func single(_ text: Substring) -> [Substring] {
            text.split { !$0.isLetter && !$0.isNumber }.filter { $0.utf8.count == 1 }
        }
        characters = Set(single(note[head.upperBound..<verb.lowerBound]).filter { $0 != "s" }.map(String.init))
        sixth = Set(single(note[with.upperBound...]).compactMap(\.first).filter(\.isNumber))
        guard let name = note[verb.upperBound..<with.lowerBound].split(separator: " ").last else { return nil }
        category = ICDCode.plain(name)
        guard !characters.isEmpty, !sixth.isEmpty, ICDCode.isClinicalModification(category.utf8) else { return nil }
    }

    /// - Parameter base: six characters.
    func applies(to base: String, _ character: String) -> Bool {
        base.hasPrefix(category) && characters.contains(character) && base.last.map(sixth.contains) == true
    }
}
