/// Finds round brackets that belong together, past strings, terms and comments.
enum BracketPairs {
    static func find(in bytes: [UInt8]) -> [Int: Int] {
        var pairs: [Int: Int] = [:]
        var open: [Int] = []
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "("): open.append(at)
            case UInt8(ascii: ")"):
                if let start = open.popLast() { pairs[start] = at }
            case UInt8(ascii: "\""):
                at += 1
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "|"):
                at = bytes[(at + 1)...].firstIndex(of: UInt8(ascii: "|")) ?? bytes.count
            case UInt8(ascii: "/") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "*"):
                at += 2
                while at < bytes.count, !(bytes[at] == UInt8(ascii: "/") && bytes[at - 1] == UInt8(ascii: "*")) {
                    at += 1
                }
            default: break
            }
            at += 1
        }
        return pairs
    }
}
