extension ColumnRule {
    /// What is wrong with a piece of a column, or nil.
    ///
    /// - Parameters:
    ///   - before: the 64 bytes before the piece; nil at the start of the section.
    ///   - isLast: whether the section ends with this piece.
    func complaint(
        _ bytes: UnsafeRawBufferPointer, width: Int, constant: UInt32, before: UnsafeRawBufferPointer?, isLast: Bool
    ) -> String? {
        switch self {
        case .offsets(let end): offsets(bytes, width: width, before: before, isLast: isLast, end: end)
        case .packedOffsets(let end):
            width == OffsetColumn.packedWidth
                ? packedOffsets(bytes, before: before, isLast: isLast, end: end)
                : offsets(bytes, width: width, before: before, isLast: isLast, end: end)
        case .below(let bound, let orNone):
            width == 4
                ? below(bytes, bound, orNone: orNone)
                : narrow(bytes, width: width, constant: constant, bound)
        case .marked(let plain, let marked): targets(bytes, width: width, plain, marked)
        }
    }

    private func targets(_ bytes: UnsafeRawBufferPointer, width: Int, _ plain: Int, _ marked: Int) -> String? {
        guard width == 4 else { return "its numbers have \(width) bytes" }
        let (mark, low) = (AttributeRows.valueMark, UInt32(plain))
        let high = AttributeRows.valueMark | UInt32(marked)
        var isWrong = false
        for number in bytes.bindMemory(to: UInt32.self) {
            isWrong = isWrong || number >= (number < mark ? low : high)
        }
        return isWrong ? "a number is out of range" : nil
    }

    private func offsets(
        _ bytes: UnsafeRawBufferPointer, width: Int, before: UnsafeRawBufferPointer?, isLast: Bool, end: Int
    ) -> String? {
        guard width == 4, bytes.count % 4 == 0, !bytes.isEmpty else { return "its offsets have the wrong width" }
        var last = before?.loadUnaligned(fromByteOffset: 60, as: UInt32.self) ?? 0
        if before == nil, bytes.load(as: UInt32.self) != 0 { return "its offsets do not begin at 0" }
        var falls = false
        for offset in bytes.bindMemory(to: UInt32.self) {
            falls = falls || offset < last
            last = offset
        }
        if falls { return "an offset is lower than the one before it" }
        return isLast && Int(last) != end ? "its offsets end at \(last), not at \(end)" : nil
    }

    private func packedOffsets(
        _ bytes: UnsafeRawBufferPointer, before: UnsafeRawBufferPointer?, isLast: Bool, end: Int
    ) -> String? {
        guard bytes.count % 64 == 0, !bytes.isEmpty else { return "its offsets have the wrong width" }
        func last(_ block: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
            UInt64(block.loadUnaligned(fromByteOffset: at, as: UInt32.self))
                + UInt64(block.loadUnaligned(fromByteOffset: at + 62, as: UInt16.self))
        }
        var whole = before.map { last($0, 0) } ?? 0
        if before == nil, bytes.load(as: UInt32.self) != 0 || bytes.load(fromByteOffset: 4, as: UInt16.self) != 0 {
            return "its offsets do not begin at 0"
        }
        var falls = false
        for at in stride(from: 0, to: bytes.count, by: 64) {
            let base = UInt64(bytes.load(fromByteOffset: at, as: UInt32.self))
            falls = falls || base + UInt64(bytes.load(fromByteOffset: at + 4, as: UInt16.self)) < whole
            var relative: UInt16 = 0
            for slot in 0..<OffsetColumn.blockCount {
                let next = bytes.load(fromByteOffset: at + 4 + slot * 2, as: UInt16.self)
                falls = falls || next < relative
                relative = next
            }
            whole = base + UInt64(relative)
        }
        if falls { return "an offset is lower than the one before it" }
        return isLast && whole != UInt64(end) ? "its offsets end at \(whole), not at \(end)" : nil
    }

    private func below(_ bytes: UnsafeRawBufferPointer, _ bound: Int, orNone: Bool) -> String? {
        let numbers = bytes.bindMemory(to: UInt32.self)
        // “None” is the highest number, so that one more than it is 0 and all others are compared one higher.
        let lift: UInt32 = orNone ? 1 : 0
        let most = UInt64(bound) + UInt64(lift)
        var highest = SIMD16<UInt32>(repeating: 0)
        let raised = SIMD16<UInt32>(repeating: lift)
        var at = 0
        while at + 16 <= numbers.count {
            let lanes = bytes.loadUnaligned(fromByteOffset: at * 4, as: SIMD16<UInt32>.self) &+ raised
            highest = pointwiseMax(highest, lanes)
            at += 16
        }
        var top = highest.max()
        while at < numbers.count {
            top = max(top, numbers[at] &+ lift)
            at += 1
        }
        return UInt64(top) < most || (orNone && top == 0) ? nil : numbers.isEmpty ? nil : "a number is out of range"
    }

    private func narrow(_ bytes: UnsafeRawBufferPointer, width: Int, constant: UInt32, _ bound: Int) -> String? {
        var top: UInt32 = 0
        switch width {
        case 1:
            var most: UInt8 = 0
            for byte in bytes { most = max(most, byte) }
            top = UInt32(most)
        case 2:
            var most: UInt16 = 0
            for number in bytes.bindMemory(to: UInt16.self) { most = max(most, number) }
            top = UInt32(most)
        case 3:
            for at in stride(from: 0, to: bytes.count - 2, by: 3) {
                let low = UInt32(bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self))
                top = max(top, low | UInt32(bytes[at + 2]) << 16)
            }
        default: return "its numbers have \(width) bytes"
        }
        return Int(top) < bound ? nil : "a number is out of range"
    }
}
