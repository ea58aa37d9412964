/// Which passwords are taken: long enough and not easily guessed. No rules of composition (NIST SP 800-63B §5.1.1.2).
enum PasswordRules {
    static let minimumLength = 12
    /// Longer ones only cost time.
    static let maximumLength = 1024

    /// What speaks against a password, or nil.
    ///
    /// - Parameter context: words that a guesser would try: the address, the names, the organisation.
    static func fault(_ password: String, context: [String]) -> String? {
        if password.count < minimumLength {
            return "This password is too short. It must contain at least \(minimumLength) characters."
        }
        if password.utf8.count > maximumLength {
            return "This password is too long. It must contain at most \(maximumLength) bytes."
        }
        let folded = password.lowercased()
        if Set(folded).count < 5 { return "This password repeats too few characters." }
        if isRun(folded) { return "This password is a row of neighbouring characters." }
        let core = stripped(folded)
        let words = parts(folded)
        if !words.isEmpty, words.allSatisfy({ CommonPasswords.words.contains(stripped($0)) }) {
            return "This password is too common."
        }
        if CommonPasswords.words.contains(core) || CommonPasswords.words.contains(folded) || isRepetition(folded) {
            return "This password is too common."
        }
        for word in context.flatMap(parts) where word.count >= 4 && core.contains(word) && core.count < word.count + 8 {
            return "This password is too similar to your name, your address or the organisation."
        }
        return nil
    }

    /// `abcdefghijkl`, `123456789012`: nearly every step is the same small one.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(values.dropFirst(), values).map { $0 - $1 }
        let same = steps.count { abs($0) <= 1 }
        return same * 10 >= steps.count * 8
    }

    /// `qwertyqwerty`: a common word twice or more.
    private static func isRepetition(_ text: String) -> Bool {
        let letters = Array(text)
        return (1...max(1, letters.count / 2)).contains { length in
            letters.count % length == 0
                && letters.indices.allSatisfy { letters[$0] == letters[$0 % length] }
                && (length < 5 || CommonPasswords.words.contains(stripped(String(letters.prefix(length)))))
        }
    }

    /// Without digits and signs at the ends, with letters for the usual digits: `P@ssw0rd2024!` is `password`.
    private static func stripped(_ text: String) -> String {
        var letters = Substring(text)
        while let last = letters.last, !last.isLetter { letters.removeLast() }
        while let first = letters.first, first.isNumber || first.isWhitespace { letters.removeFirst() }
        return String(
            letters.map {
                switch $0 {
                case "0": "o"
                case "1", "!": "i"
                case "3": "e"
                case "4", "@": "a"
                case "5", "$": "s"
                case "7": "t"
                default: $0
                }
            }
        )
    }

    private static func parts(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
