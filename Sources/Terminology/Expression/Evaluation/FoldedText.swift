/// Texts as patterns are compared with them: without case and marks, all other signs as they stand.
enum FoldedText {
    static func fold(_ text: UnsafeBufferPointer<UInt8>, _ folding: Folding, into folded: inout [UInt8]) {
        folded.removeAll(keepingCapacity: true)
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte < 0x80 {
                folded.append(byte &- 65 < 26 ? byte | 32 : byte)
                at += 1
                continue
            }
            let start = at
            var fold = folding(nextScalar(text, &at))
            if fold == Folding.nothing { continue }
            if fold == Folding.separator {
                folded.append(contentsOf: text[start..<at])
                continue
            }
            while fold != 0 {
                folded.append(UInt8(truncatingIfNeeded: fold))
                fold >>= 8
            }
        }
    }
}
