import Foundation

/// `$scrypt$ln=17,r=8,p=1$salt$hash`, as the PHC string format has it.
struct PasswordHash: Equatable {
    let cost: PasswordHasher.Cost
    let salt: [UInt8]
    let hash: [UInt8]

    init(cost: PasswordHasher.Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    init?(_ text: String) {
        let parts = text.split(separator: "$")
        guard parts.count == 4, parts[0] == "scrypt", let salt = Self.decode(parts[2]), let hash = Self.decode(parts[3])
        else { return nil }
        var numbers: [Substring: Int] = [:]
        for pair in parts[1].split(separator: ",") {
            let halves = pair.split(separator: "=")
            guard halves.count == 2, let number = Int(halves[1]) else { return nil }
            numbers[halves[0]] = number
        }
        // Bounds keep a doctored row from taking all memory.
        guard let logN = numbers["ln"], let r = numbers["r"], let p = numbers["p"], (1...20).contains(logN),
            (1...32).contains(r), (1...16).contains(p), !hash.isEmpty
        else { return nil }
        self.init(cost: .init(logN: logN, r: r, p: p), salt: salt, hash: hash)
    }

    var text: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Self.encode(salt))$\(Self.encode(hash))"
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacingOccurrences(of: "=", with: "")
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { Array($0) }
    }
}
