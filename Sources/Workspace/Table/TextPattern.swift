/// A regular expression that is matched in time proportional to the text, whatever the expression.
///
/// All alternatives are followed side by side (Thompson 1968), so there is no backtracking to blow up. It takes what
/// people write in filters: literals, `.`, classes, `\d \w \s \b`, anchors, groups, `|`, `* + ? {m,n}`, and `(?i)` in
/// front; look-around and back-references are refused.
struct TextPattern: Sendable {
    /// A pattern that cannot be used.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// More would only be written to keep the server busy.
    private static let longest = 1000
    private static let mostSteps = 20_000

    fileprivate indirect enum Node {
        case empty
        case set(CharacterSet)
        case start, end, boundary(Bool)
        case sequence([Node])
        case either([Node])
        case times(Node, Int, Int?)
    }

    fileprivate struct CharacterSet: Sendable {
        var ranges: [ClosedRange<UInt32>] = []
        var isNegated = false

        func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }

        static let digits = CharacterSet(ranges: [48...57])
        static let words = CharacterSet(ranges: [48...57, 65...90, 95...95, 97...122, 0xAA...0x10FFFF])
        static let spaces = CharacterSet(ranges: [9...13, 32...32, 0x85...0x85, 0xA0...0xA0, 0x2000...0x200A])
        static let any = CharacterSet(ranges: [10...10], isNegated: true)
    }

    private enum Step: Sendable {
        case set(CharacterSet)
        case start, end, boundary(Bool)
        case split(Int, Int)
        case jump(Int)
        case match
    }

    private var steps: [Step] = []
    private var ignoresCase = false
    /// The ASCII characters a match may begin with, by their codes; nil where it may begin with any, or be empty.
    private var starts: [Bool]?

    init(_ text: String) throws(Fault) {
        guard text.unicodeScalars.count <= Self.longest else {
            throw Fault(description: "it is longer than \(Self.longest) characters")
        }
        var text = text
        if text.hasPrefix("(?i)") {
            ignoresCase = true
            text.removeFirst(4)
        }
        var parser = PatternParser(text, ignoresCase: ignoresCase)
        let node = try parser.parse()
        try compile(node)
        steps.append(.match)
        starts = possibleStarts()
    }

    /// Follows everything that takes no character from the beginning on, as if every anchor held.
    private func possibleStarts() -> [Bool]? {
        var starts = [Bool](repeating: false, count: 128)
        var seen = Set<Int>()
        var stack = [0]
        while let step = stack.popLast() {
            guard seen.insert(step).inserted else { continue }
            switch steps[step] {
            case .match: return nil
            case .jump(let target): stack.append(target)
            case .split(let first, let second): stack += [first, second]
            case .start, .end, .boundary: stack.append(step + 1)
            case .set(let set): for code in starts.indices where set.contains(UInt32(code)) { starts[code] = true }
            }
        }
        return starts
    }

    private mutating func compile(_ node: Node) throws(Fault) {
        guard steps.count < Self.mostSteps else { throw Fault(description: "its repetitions are too many") }
        switch node {
        case .empty: break
        case .set(let set): steps.append(.set(set))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .boundary(let isOne): steps.append(.boundary(isOne))
        case .sequence(let nodes): for node in nodes { try compile(node) }
        case .either(let nodes):
            var exits: [Int] = []
            for (index, node) in nodes.enumerated() {
                guard index < nodes.count - 1 else {
                    try compile(node)
                    break
                }
                let split = steps.count
                steps.append(.split(split + 1, 0))
                try compile(node)
                exits.append(steps.count)
                steps.append(.jump(0))
                steps[split] = .split(split + 1, steps.count)
            }
            for exit in exits { steps[exit] = .jump(steps.count) }
        case .times(let node, let least, let most):
            let before = steps.count
            for _ in 0..<least {
                try compile(node)
                // What takes no step need not be said again; nested, saying it would take for ever: `((){1000}){1000}`.
                if steps.count == before { return }
            }
            guard let most else {
                let split = steps.count
                steps.append(.split(split + 1, 0))
                try compile(node)
                steps.append(.jump(split))
                steps[split] = .split(split + 1, steps.count)
                return
            }
            var splits: [Int] = []
            for _ in least..<max(least, most) {
                splits.append(steps.count)
                steps.append(.split(steps.count + 1, 0))
                try compile(node)
            }
            for split in splits { steps[split] = .split(split + 1, steps.count) }
        }
    }

    /// Whether the pattern matches anywhere in the text.
    func isFound(in text: String) -> Bool {
        var effort = Int.max
        return isFound(in: text, within: &effort) ?? false
    }

    /// Whether the pattern matches anywhere in the text; nil when the effort is used up before that is known.
    ///
    /// - Parameter effort: how many comparisons are left, some nanoseconds each; they are taken from it.
    func isFound(in text: String, within effort: inout Int) -> Bool? {
        var seen = [Int](repeating: -1, count: steps.count)
        var current: [Int] = []
        var next: [Int] = []
        var reached: [Int] = []
        var stack: [Int] = []
        var place = 0
        var before: UInt32?
        var scalars = text.unicodeScalars.makeIterator()
        var scalar = scalars.next()?.value

        func isWord(_ scalar: UInt32?) -> Bool { scalar.map(CharacterSet.words.contains) ?? false }

        /// Follows everything that takes no character; answers whether the end is among it.
        func follow(_ start: Int, into list: inout [Int], mark: Int) -> Bool {
            stack.append(start)
            while let step = stack.popLast() {
                effort -= 1
                guard seen[step] != mark else { continue }
                seen[step] = mark
                switch steps[step] {
                case .match: return true
                case .jump(let target): stack.append(target)
                case .split(let first, let second):
                    stack.append(second)
                    stack.append(first)
                case .start: if before == nil { stack.append(step + 1) }
                case .end: if scalar == nil { stack.append(step + 1) }
                case .boundary(let isOne):
                    if (isWord(before) != isWord(scalar)) == isOne { stack.append(step + 1) }
                case .set: list.append(step)
                }
            }
            return false
        }

        while true {
            // What the last character led to is followed only now, when the one after it is known (`$`, `\b`).
            swap(&reached, &next)
            next.removeAll(keepingCapacity: true)
            current.removeAll(keepingCapacity: true)
            if reached.isEmpty, let starts {
                // Nothing is under way, so the text is passed over up to where a match may begin.
                while let character = scalar, character < 128 {
                    guard !starts[Int(ignoresCase ? Self.fold(character) : character)] else { break }
                    effort -= 1
                    place += 1
                    before = character
                    scalar = scalars.next()?.value
                }
            }
            for step in reached where follow(step, into: &current, mark: place) { return true }
            if follow(0, into: &current, mark: place) { return true }
            guard let character = scalar else { return false }
            if effort <= 0 { return nil }
            let folded = ignoresCase ? Self.fold(character) : character
            for step in current {
                guard case .set(let set) = steps[step] else { continue }
                effort -= set.ranges.count
                if set.contains(folded) { next.append(step + 1) }
            }
            place += 1
            before = character
            scalar = scalars.next()?.value
        }
    }

    fileprivate static func fold(_ scalar: UInt32) -> UInt32 { scalar >= 65 && scalar <= 90 ? scalar + 32 : scalar }
}

/// Reads the text of a ``TextPattern``.
private struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private let ignoresCase: Bool
    private var place = 0
    private var depth = 0

    init(_ text: String, ignoresCase: Bool) {
        scalars = Array(text.unicodeScalars)
        self.ignoresCase = ignoresCase
    }

    private var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        place += 1
        return true
    }

    mutating func parse() throws(TextPattern.Fault) -> TextPattern.Node {
        let node = try either()
        guard place == scalars.count else { throw fault("a bracket is closed that was not opened") }
        return node
    }

    private func fault(_ why: String) -> TextPattern.Fault {
        TextPattern.Fault(description: "\(why) (at character \(place + 1))")
    }

    private mutating func either() throws(TextPattern.Fault) -> TextPattern.Node {
        var nodes = [try sequence()]
        while take("|") { nodes.append(try sequence()) }
        return nodes.count == 1 ? nodes[0] : .either(nodes)
    }

    private mutating func sequence() throws(TextPattern.Fault) -> TextPattern.Node {
        var nodes: [TextPattern.Node] = []
        while let scalar = peek, scalar != "|", scalar != ")" { nodes.append(try repeated()) }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func repeated() throws(TextPattern.Fault) -> TextPattern.Node {
        var node = try atom()
        var signs = 0
        while true {
            // Each is a level of nesting.
            guard signs < 10 else { throw fault("it repeats a repetition of a repetition…") }
            signs += 1
            if take("*") {
                node = .times(node, 0, nil)
            } else if take("+") {
                node = .times(node, 1, nil)
            } else if take("?") {
                node = .times(node, 0, 1)
            } else if peek == "{", let (least, most) = try counts() {
                node = .times(node, least, most)
            } else {
                return node
            }
            // Lazy or greedy is the same when only whether it matches is asked.
            _ = take("?")
        }
    }

    /// `{m}`, `{m,}` or `{m,n}`; nil where the brace is just a brace.
    private mutating func counts() throws(TextPattern.Fault) -> (Int, Int?)? {
        let start = place
        place += 1
        let least = number()
        var most = least
        if take(",") { most = number() }
        let isOpen = scalars[start..<place].contains(",")
        guard take("}"), least != nil || most != nil else {
            place = start
            return nil
        }
        guard (least ?? 0) <= 1000, (most ?? 0) <= 1000 else { throw fault("a repetition is above 1000") }
        if let least, let most, most < least { throw fault("a repetition ends below its start") }
        return (least ?? 0, isOpen ? most : least)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = peek, (48...57).contains(scalar.value), (value ?? 0) < 100_000 {
            value = (value ?? 0) * 10 + Int(scalar.value - 48)
            place += 1
        }
        return value
    }

    private mutating func atom() throws(TextPattern.Fault) -> TextPattern.Node {
        guard let scalar = peek else { return .empty }
        place += 1
        switch scalar {
        case "(":
            depth += 1
            guard depth <= 100 else { throw fault("groups are nested too deep") }
            if take("?") {
                guard take(":") else { throw fault("look-around and named groups are not supported") }
            }
            let node = try either()
            guard take(")") else { throw fault("a group is not closed") }
            depth -= 1
            return node
        case "[": return .set(try characters())
        case ".": return .set(.any)
        case "^": return .start
        case "$": return .end
        case "\\": return try escape()
        case "*", "+", "?": throw fault("there is nothing to repeat")
        default: return .set(single(scalar))
        }
    }

    private func single(_ scalar: Unicode.Scalar) -> TextPattern.CharacterSet {
        let value = ignoresCase ? TextPattern.fold(scalar.value) : scalar.value
        return TextPattern.CharacterSet(ranges: [value...value])
    }

    private mutating func escape() throws(TextPattern.Fault) -> TextPattern.Node {
        guard let scalar = peek else { throw fault("it ends in a backslash") }
        switch scalar {
        case "b", "B":
            place += 1
            return .boundary(scalar == "b")
        case "A":
            place += 1
            return .start
        case "Z", "z":
            place += 1
            return .end
        case "1"..."9": throw fault("back-references are not supported")
        default: return .set(try escapedSet())
        }
    }

    private mutating func escapedSet() throws(TextPattern.Fault) -> TextPattern.CharacterSet {
        guard let scalar = peek else { throw fault("it ends in a backslash") }
        place += 1
        var set: TextPattern.CharacterSet
        switch scalar {
        case "d", "D": set = .digits
        case "w", "W": set = .words
        case "s", "S": set = .spaces
        case "n": return single("\n")
        case "r": return single("\r")
        case "t": return single("\t")
        default:
            guard !scalar.properties.isAlphabetic else { throw fault("“\\\(scalar)” is not supported") }
            return single(scalar)
        }
        set.isNegated = scalar.properties.isUppercase
        return set
    }

    private mutating func characters() throws(TextPattern.Fault) -> TextPattern.CharacterSet {
        var set = TextPattern.CharacterSet()
        let isNegated = take("^")
        var isFirst = true
        while let scalar = peek, scalar != "]" || isFirst {
            isFirst = false
            place += 1
            var low = scalar
            if scalar == "\\" {
                let escaped = try escapedSet()
                guard !escaped.isNegated, escaped.ranges.count == 1, let range = escaped.ranges.first,
                    range.count == 1, let only = Unicode.Scalar(range.lowerBound)
                else {
                    guard !escaped.isNegated else { throw fault("a negated class cannot stand in a class") }
                    set.ranges += escaped.ranges
                    continue
                }
                low = only
            }
            var high = low
            if peek == "-", place + 1 < scalars.count, scalars[place + 1] != "]" {
                place += 1
                high = scalars[place]
                place += 1
                if high == "\\", let next = peek {
                    high = next
                    place += 1
                }
                guard high >= low else { throw fault("a range in a class is upside down") }
            }
            set.ranges.append(low.value...high.value)
            if ignoresCase { addFolded(low.value...high.value, to: &set) }
        }
        guard take("]") else { throw fault("a class is not closed") }
        set.isNegated = isNegated
        return set
    }

    private func addFolded(_ range: ClosedRange<UInt32>, to set: inout TextPattern.CharacterSet) {
        let low = max(range.lowerBound, 65)
        let high = min(range.upperBound, 90)
        if low <= high { set.ranges.append(low + 32...high + 32) }
    }
}
