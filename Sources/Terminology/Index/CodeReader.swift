/// The codes of an index, and concepts by code.
struct CodeReader: Sendable {
    enum Kind: Sendable {
        case numbers(Column<UInt64>)
        case texts(Texts)
    }

    let kind: Kind
    private let order: NarrowColumn
    private let style: CodeStyle

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        kind =
            file.has(Sections.numbers)
            ? .numbers(try file.column(Sections.numbers, count: meta.concepts))
            : .texts(try file.texts(Sections.codes, Sections.codeOffsets, count: meta.concepts))
        order = try file.narrow(Sections.codeOrder, count: meta.concepts)
        style = meta.identity.codeStyle
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        var rules: [SectionName: ColumnRule] = [Sections.codeOrder: .below(max(meta.concepts, 1))]
        if !file.has(Sections.numbers) { rules[Sections.codeOffsets] = try file.textRule(Sections.codes) }
        return rules
    }

    func text(_ ordinal: UInt32) -> String {
        switch kind {
        case .numbers(let numbers): String(numbers[ordinal])
        case .texts(let texts): texts[ordinal]
        }
    }

    func find(number: UInt64) -> UInt32? {
        guard case .numbers(let numbers) = kind else { return nil }
        let place = first { numbers[order[$0]] >= number }
        guard place < order.count, numbers[order[place]] == number else { return nil }
        return order[place]
    }

    /// The concept of exactly this code.
    func find(_ code: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard case .texts(let texts) = kind else {
            // A leading zero or a sign would make another text of the same number.
            guard let first = code.first, first != 0x30, code.count <= 20, let number = UInt64(digits: code) else {
                return code.count == 1 && code.first == 0x30 ? find(number: 0) : nil
            }
            return find(number: number)
        }
        let place = first { CodeOrder.compareExactly(texts.utf8(Int(order[$0])), code, style) >= 0 }
        guard place < order.count, CodeOrder.compareBytes(texts.utf8(Int(order[place])), code) == 0 else {
            return nil
        }
        return order[place]
    }

    /// The concept of this code, and else the first of those whose code differs only in case, dot or hyphen.
    func find(tolerant code: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard case .texts(let texts) = kind else {
            let digits = Array(code).filter { $0 != 0x20 && $0 != 0x2E && $0 != 0x2D }
            return digits.withUnsafeBufferPointer { find($0) }
        }
        if let exact = find(code) { return exact }
        let place = first { CodeOrder.compare(texts.utf8(Int(order[$0])), code, style) >= 0 }
        guard place < order.count, CodeOrder.compare(texts.utf8(Int(order[place])), code, style) == 0 else {
            return nil
        }
        return order[place]
    }

    /// Concepts whose codes begin with these characters, in the order of codes; the system's style is followed.
    func find(prefix: UnsafeBufferPointer<UInt8>, limit: Int) -> [UInt32] {
        guard case .texts(let texts) = kind, !prefix.isEmpty else { return [] }
        var found: [UInt32] = []
        var place = first { CodeOrder.compare(texts.utf8(Int(order[$0])), prefix, style) >= 0 }
        while found.count < limit, place < order.count,
            CodeOrder.begins(texts.utf8(Int(order[place])), with: prefix, style)
        {
            found.append(order[place])
            place += 1
        }
        return found
    }

    /// The first place in the order of codes from which on something holds.
    private func first(_ holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension UInt64 {
    /// A number written in digits alone.
    fileprivate init?(digits: UnsafeBufferPointer<UInt8>) {
        guard !digits.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            let (tens, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, more) = tens.addingReportingOverflow(UInt64(byte - 0x30))
            guard !over, !more else { return nil }
            value = sum
        }
        self = value
    }
}
