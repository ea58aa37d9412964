/// A place in a config that is not well-formed XML, and why.
package struct MarkupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong at the place.
    package enum Reason: Sendable, Equatable {
        case empty
        case tooLong(limit: Int)
        case tooDeep(limit: Int)
        case documentType
        case textOutsideRoot
        case badName
        case badCharacter
        case notClosed(tag: String)
        case wrongClosing(tag: String, open: String, line: Int)
        case missingSpace(tag: String)
        case attributeWithoutValue(String)
        case attributeTwice(String)
        case attributeNotClosed(String)
        case lessThanInValue(String)
        case bareAmpersand
        case unknownEntity(String)
        case badComment
        case sectionNotClosed(String)
        case sectionEndInText
    }

    package var reason: Reason
    package var place: MarkupPlace

    /// The reason without its place.
    package var message: String {
        switch reason {
        case .empty: "the config is empty"
        case .tooLong(let limit): "the config is longer than \(limit >> 20) MB"
        case .tooDeep(let limit): "tags are nested deeper than \(limit) levels"
        case .documentType: "a document type declaration is not allowed"
        case .textOutsideRoot: "only one tag may stand at the top; this stands outside it"
        case .badName: "a tag or attribute name was expected here"
        case .badCharacter: "this character may not stand in XML"
        case .notClosed(let tag): "<\(tag)> is never closed"
        case .wrongClosing(let tag, let open, let line): "</\(tag)> closes <\(open)>, opened in line \(line)"
        case .missingSpace(let tag): "a space is missing in <\(tag)>"
        case .attributeWithoutValue(let name): "the attribute “\(name)” needs a value in quotes"
        case .attributeTwice(let name): "the attribute “\(name)” stands twice in this tag"
        case .attributeNotClosed(let name): "the value of “\(name)” is never closed"
        case .lessThanInValue(let name): "“<” in the value of “\(name)” must be written “&lt;”"
        case .bareAmpersand: "“&” must be written “&amp;”"
        case .unknownEntity(let name): "there is no character “&\(name);”"
        case .badComment: "this comment is never closed or holds “--”"
        case .sectionNotClosed(let kind): "this \(kind) is never closed"
        case .sectionEndInText: "“]]>” in text must be written “]]&gt;”"
        }
    }

    package var description: String { "line \(place.line), column \(place.column): \(message)" }
}
