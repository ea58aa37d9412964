@testable import Terminology

/// Writes random expressions about a release.
struct RandomExpression {
    let release: RandomRelease
    var random: SeededGenerator

    mutating func expression(_ depth: Int = 3) -> String {
        switch roll(depth > 0 ? 12 : 3) {
        case 0...2: return sub(depth)
        case 3: return (0...roll(2)).map { _ in sub(depth - 1) }.joined(separator: roll(2) == 0 ? " AND " : ", ")
        case 4: return (0...roll(2)).map { _ in sub(depth - 1) }.joined(separator: " OR ")
        case 5, 6: return sub(depth - 1) + " MINUS " + sub(depth - 1)
        case 7: return sub(depth - 1) + " . " + name(depth - 1)
        default: return (roll(3) == 0 ? "*" : sub(depth - 1)) + " : " + refinement(depth - 1)
        }
    }

    mutating func sub(_ depth: Int) -> String {
        var text = ""
        if roll(2) == 0 { text += (HierarchyStep.allCases.randomElement(using: &random)?.rawValue ?? "") + " " }
        if roll(6) == 0 {
            text += "^ "
            let set = RandomRelease.sets[roll(RandomRelease.sets.count)]
            if roll(3) == 0, RandomRelease.sets.firstIndex(of: set) ?? 9 < 5 {
                text += ["[targetComponentId] ", "[referencedComponentId] "][roll(2)] + String(set)
            } else {
                text += roll(8) == 0 ? "*" : roll(8) == 0 ? "(< 900000000000522004)" : String(set)
            }
            if roll(2) == 0 { text += memberFilter(set, text, depth) }
        } else {
            switch depth > 0 ? roll(8) : roll(4) {
            case 0: text += "*"
            case 1...4: text += concept()
            default: text += "(" + expression(depth - 1) + ")"
            }
        }
        for _ in 0..<roll(8) / 6 { text += roll(2) == 0 ? conceptFilter(depth) : descriptionFilter(depth) }
        if roll(12) == 0 { text += history(depth) }
        return text
    }

    private mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func concept() -> String {
        // The early ones have more below them.
        let bound = roll(2) == 0 ? release.codes.count : min(release.codes.count, RandomRelease.metadata.count + 40)
        return String(release.codes[roll(bound)])
    }

    private mutating func name(_ depth: Int) -> String {
        switch roll(6) {
        case 0: "*"
        case 1: "<< " + String(release.codes[release.types[roll(5)]])
        case 2: "(\(release.codes[release.types[roll(5)]]) OR \(release.codes[release.types[roll(5)]]))"
        default: String(release.codes[release.types[roll(5)]])
        }
    }

    private mutating func refinement(_ depth: Int) -> String {
        let joint = roll(3) == 0 ? " OR " : ", "
        return (0...roll(3) / 2 + roll(2) / 1).map { _ in
            switch roll(6) {
            case 0, 1, 2: attribute(depth)
            case 3 where depth > 0: "(" + refinement(depth - 1) + ")"
            default: cardinality(4) + "{ " + attributeSet(depth) + " }"
            }
        }.joined(separator: joint)
    }

    private mutating func attributeSet(_ depth: Int) -> String {
        let joint = roll(3) == 0 ? " OR " : ", "
        return (0...roll(2)).map { _ in
            depth > 0 && roll(5) == 0 ? "(" + attributeSet(depth - 1) + ")" : forward(depth)
        }.joined(separator: joint)
    }

    private mutating func cardinality(_ rarity: Int) -> String {
        guard roll(rarity) == 0 else { return "" }
        let least = roll(3)
        return "[\(least)..\(roll(2) == 0 ? "*" : String(least + roll(3)))] "
    }

    private mutating func attribute(_ depth: Int) -> String {
        guard roll(5) == 0 else { return forward(depth) }
        return cardinality(3) + "R \(name(depth)) \(["=", "!="][roll(4) / 3]) " + value(depth)
    }

    private mutating func forward(_ depth: Int) -> String {
        let left = cardinality(3) + name(depth)
        switch roll(10) {
        case 0:
            let comparison = Comparison.allCases.randomElement(using: &random)?.rawValue ?? "="
            return left + " \(comparison) #" + ["5", "-2.5", "5.00", "99", "+100"][roll(5)]
        case 1:
            let value = ["\"PANADOL\"", "(\"PANADOL\" wild:\"o*\")", "match:\"tex other\"", "\"panadol\""][roll(4)]
            return left + [" = ", " != "][roll(2)] + value
        case 2: return left + [" = ", " != "][roll(2)] + ["true", "false"][roll(2)]
        default: return left + [" = ", " = ", " != "][roll(3)] + value(depth)
        }
    }

    private mutating func value(_ depth: Int) -> String {
        roll(4) == 0 ? "*" : roll(3) == 0 ? "<< \(concept())" : sub(depth - 1)
    }

    private mutating func time() -> String {
        let comparison = Comparison.allCases.randomElement(using: &random)?.rawValue ?? "="
        let day = { (place: Int) in "\"\(RandomRelease.times[place])\"" }
        return "effectiveTime \(comparison) "
            + (roll(3) == 0 ? "(\(day(roll(4))) \(day(roll(4))) \"\")" : roll(9) == 0 ? "\"\"" : day(roll(4)))
    }

    private mutating func module() -> String {
        "moduleId \(["=", "!="][roll(2)]) "
            + [
                "900000000000207008", "(900000000000207008 900000000000012004)", "<< 138875005", "< 900000000000207008",
            ][
                roll(4)]
    }

    private mutating func active() -> String {
        "active " + ["= 1", "= 0", "= true", "!= 1", "= *"][roll(5)]
    }

    private mutating func conceptFilter(_ depth: Int) -> String {
        let filters = (0...roll(2)).map { _ in
            switch roll(6) {
            case 0: active()
            case 1: time()
            case 2: module()
            case 3:
                "definitionStatus \(["=", "!="][roll(2)]) " + ["primitive", "defined", "(primitive defined)"][roll(3)]
            case 4: "definitionStatusId = " + ["900000000000074008", "<< 900000000000073002", "*"][roll(3)]
            default: "semanticTag = \"disorder\""
            }
        }
        return " {{ C " + filters.joined(separator: ", ") + " }}"
    }

    private mutating func term() -> String {
        switch roll(4) {
        case 0:
            let patterns = [
                "*", "hea*", "*ER", "heart", "*heart*", "h*t*k", "*caf*", "café*", "*2.5*", "*-*", "x-ray", "a*a*a",
            ]
            return "wild:\"" + patterns[roll(patterns.count)] + "\""
        default:
            let words = [
                "hea", "Heart", "att", "a", "cafe", "sjog", "j45.9", "2.5", "5", "x-ray", "ray", "PAIN", "zzz",
            ]
            return "\"" + (0...roll(2)).map { _ in words[roll(words.count)] }.joined(separator: " ") + "\""
        }
    }

    private mutating func descriptionFilter(_ depth: Int) -> String {
        let filters = (0...roll(3)).map { _ in
            switch roll(11) {
            case 0...3: "term \(["=", "!="][roll(4) / 3]) " + (roll(4) == 0 ? "(\(term()) \(term()))" : term())
            case 4: "language \(["=", "!="][roll(2)]) " + ["en", "SV", "(en de)"][roll(3)]
            case 5: "type \(["=", "!="][roll(2)]) " + ["syn", "fsn", "def", "(fsn def)"][roll(4)]
            case 6:
                "typeId = "
                    + ["900000000000013009", "(900000000000013009 900000000000003001)", "<< 138875005"][roll(3)]
            case 7:
                "dialect \(["=", "!="][roll(2)]) "
                    + ["en-us", "en-gb (prefer)", "(en-us (accept) en-gb)", "(en-us en-gb) (prefer)", "en-au"][roll(5)]
            case 8:
                "dialectId = "
                    + ["900000000000509007 (accept)", "<< 138875005", "(900000000000508004 (prefer))"][roll(3)]
            case 9: roll(2) == 0 ? time() : module()
            default:
                roll(2) == 0
                    ? active() : "id = (" + String(release.descriptions[roll(release.descriptions.count)].id) + ")"
            }
        }
        return " {{ " + (roll(2) == 0 ? "D " : "") + filters.joined(separator: ", ") + " }}"
    }

    private mutating func memberFilter(_ set: UInt64, _ text: String, _ depth: Int) -> String {
        let isMap = set == 447_562_003 && text.hasSuffix("447562003")
        let isAssociation = text.hasSuffix(String(set)) && RandomRelease.sets.firstIndex(of: set) ?? 9 < 5
        let filters = (0...roll(2)).map { _ in
            switch roll(7) {
            case 0: active()
            case 1: time()
            case 2: module()
            case 3 where isMap:
                "mapGroup \(Comparison.allCases.randomElement(using: &random)?.rawValue ?? "=") #\(roll(4))"
            case 4 where isMap:
                "mapTarget \(["=", "!="][roll(2)]) "
                    + ["\"J45.9\"", "\"j45\"", "wild:\"J45*\"", "wild:\"A00\""][roll(4)]
            case 5 where isMap: "correlationId \(["=", "!="][roll(2)]) " + sub(0)
            case 3, 4, 5: isAssociation ? "targetComponentId = << \(concept())" : "active = 1"
            default: "referencedComponentId \(["=", "!="][roll(2)]) << \(concept())"
            }
        }
        return " {{ M " + filters.joined(separator: ", ") + " }}"
    }

    private mutating func history(_ depth: Int) -> String {
        switch roll(5) {
        case 0: " {{ + HISTORY }}"
        case 1: " {{ + HISTORY-MIN }}"
        case 2: " {{ + HISTORY-MOD }}"
        case 3: " {{ + HISTORY-MAX }}"
        default: " {{ + HISTORY (900000000000527005 OR 900000000000523009) }}"
        }
    }
}
