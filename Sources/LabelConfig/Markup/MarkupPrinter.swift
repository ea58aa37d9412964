/// Writes a document as XML text.
struct MarkupPrinter {
    private(set) var text = ""

    mutating func print(_ document: MarkupDocument) {
        for comment in document.before { text += "<!--\(comment)-->\n" }
        print(document.root)
        for comment in document.after { text += "\n<!--\(comment)-->" }
    }

    private mutating func print(_ element: MarkupElement) {
        text += "<\(element.name)"
        for attribute in element.attributes {
            text += " \(attribute.name)=\""
            escape(attribute.value, inAttribute: true)
            text += "\""
        }
        guard !element.children.isEmpty else {
            text += "/>"
            return
        }
        text += ">"
        for child in element.children {
            switch child {
            case .element(let child): print(child)
            case .text(let characters): escape(characters, inAttribute: false)
            case .literal(let characters): text += "<![CDATA[\(characters)]]>"
            case .comment(let words): text += "<!--\(words)-->"
            }
        }
        text += "</\(element.name)>"
    }

    /// White space that reading would change is written as character references.
    private mutating func escape(_ characters: String, inAttribute: Bool) {
        for scalar in characters.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"" where inAttribute: text += "&quot;"
            case "\n" where inAttribute: text += "&#10;"
            case "\t" where inAttribute: text += "&#9;"
            case "\r": text += "&#13;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
