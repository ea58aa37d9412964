/// Samples in more bytes than they need: the container is the file's, not the codec's.
enum Widening {
    static func widen(_ bytes: [UInt8], from narrow: Int, to wide: Int, isSigned: Bool) -> [UInt8] {
        let count = bytes.count / narrow
        return [UInt8](unsafeUninitializedCapacity: count * wide) { output, filled in
            for index in 0..<count {
                for byte in 0..<narrow { output[index * wide + byte] = bytes[index * narrow + byte] }
                let isNegative = isSigned && bytes[index * narrow + narrow - 1] & 0x80 != 0
                for byte in narrow..<wide { output[index * wide + byte] = isNegative ? 0xFF : 0 }
            }
            filled = count * wide
        }
    }
}
