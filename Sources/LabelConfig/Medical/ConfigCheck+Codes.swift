/// The attributes by which a Taxonomy offers the codes of a system. Whether the system is loaded, and whether the expression
/// is one, is looked at where there are systems.
extension ConfigCheck {
    mutating func lookAtCodes(_ element: MarkupElement) {
        guard let terminology = element["terminology"] else {
            for attribute in ["ecl", "below", "selectable"] where element[attribute] != nil {
                return note(.lacks(attribute: "terminology", tag: element.name), at: element)
            }
            return
        }
        let names = terminology.split(separator: ",", omittingEmptySubsequences: false)
        for name in names where CodeScope.System(String(name)) == nil {
            note(.notASystem(String(name.trimmingSpaces), tag: element.name), at: element)
        }
        if let word = element["selectable"], lowerCased(word) != "any" {
            note(.notOneOf(attribute: "selectable", tag: element.name, value: word, known: ["any"]), at: element)
        }
    }
}
