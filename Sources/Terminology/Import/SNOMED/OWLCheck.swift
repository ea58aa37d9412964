/// Looks whether an OWL expression (functional syntax) can be one: it is not kept, for the inferred relationships say the same.
enum OWLCheck {
    /// Why it is none; nil where nothing speaks against it.
    static func fault(_ field: RF2Field) -> String? {
        guard field.count > 0 else { return "the expression is missing" }
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for byte in field.buffer {
            if isQuoted {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isQuoted = true
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth < 0 { return "a bracket is closed that was not opened" }
            default: break
            }
        }
        return depth == 0 && !isQuoted ? nil : "a bracket or a quote is not closed"
    }
}
