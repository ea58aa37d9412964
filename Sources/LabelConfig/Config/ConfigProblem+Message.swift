extension ConfigProblem {
    /// What is wrong and what to do, without the place.
    package var message: String {
        switch reason {
        case .markup(let reason):
            MarkupError(reason: reason, place: place).message
        case .missing(let attribute, let tag), .lacks(let attribute, let tag):
            "<\(tag)> needs the attribute “\(attribute)”"
        case .valueAndList(let tag):
            "<\(tag)> needs either “value” or “valueList”, not both"
        case .noOptions(let tag, let option):
            "<\(tag)> offers nothing: give it <\(option)> tags, or a “value” that names a key of the task's data"
        case .nameTwice(let name, let line):
            "the name “\(name)” is already used in line \(line); names must be unique"
        case .unknownTarget(let target, let tag, let names):
            names.isEmpty
                ? "toName=\"\(target)\" of <\(tag)> names no tag: the config has no tag with a name"
                : "toName=\"\(target)\" of <\(tag)> names no tag; there are: \(names.joined(separator: ", "))"
        case .badNumber(let attribute, let tag, let value):
            "“\(attribute)” of <\(tag)> must be a number, not “\(value)”"
        case .outOfRange(let attribute, let tag, let low, let high):
            "“\(attribute)” of <\(tag)> must lie between \(low) and \(high)"
        case .minimumAboveDefault(let tag):
            "“minPlaybackSpeed” of <\(tag)> must not be above “defaultPlaybackSpeed”"
        case .noTarget(let tag):
            "<\(tag)> says not what it is about: give it “toName”"
        case .unknownTag(let tag):
            "<\(tag)> is not a tag of the labelling language; it is kept but not drawn"
        case .wrongObject(let tag, let target, let objectTag):
            "<\(tag)> cannot label “\(target)”, which is a <\(objectTag)>"
        case .unknownCondition(let tag, let name):
            "whenTagName=\"\(name)\" of <\(tag)> names no tag, so the condition never holds"
        case .notOneOf(let attribute, let tag, let value, let known):
            "“\(attribute)” of <\(tag)> does not know “\(value)”; there are: \(known.joined(separator: ", "))"
        case .notAKey(let attribute, let tag, let value):
            "“\(attribute)” of <\(tag)> must name a key of the task's data, such as “$series”, not “\(value)”"
        case .notASystem(let text, let tag):
            "“terminology” of <\(tag)> must name code systems, such as “snomed” or “icd10cm@2026”, not “\(text)”"
        case .unknownSystem(let text, let tag):
            "“terminology” of <\(tag)> names “\(text)”, of which no release is loaded here yet"
        case .badExpression(let tag, let position, let message):
            "“ecl” of <\(tag)>, character \(position): \(message)"
        case .optionTwice(let option, let tag):
            "“\(option)” stands twice in <\(tag)>; results cannot tell the two apart"
        }
    }
}
