import Foundation
import JSON
import Storage

/// A state of a mask that a result speaks of.
struct MaskMention: Sendable, Equatable {
    let mask: String
    let operations: Int
    let hash: String

    /// The masks that the regions of a result are painted in. Nearly all results have none, and are only looked through.
    static func all(in result: String) -> [MaskMention] {
        guard result.mentions("\"mask\""), let items = (try? JSONValue(parsing: result))?.array else { return [] }
        var found: [MaskMention] = []
        for item in items {
            guard let med = item["meta"]?["med"], let mask = med["mask"]?.string, !mask.isEmpty else { continue }
            let mention = MaskMention(
                mask: mask.lowercased(), operations: med["operations"]?.integer ?? -1,
                hash: med["hash"]?.string?.lowercased() ?? ""
            )
            if !found.contains(mention) { found.append(mention) }
        }
        return found
    }

    /// Refuses a result whose masks are not stored as it says, and notes that the task shows them.
    static func check(
        _ result: String, on task: Int, of organization: Int, in connection: any SQLConnection
    ) throws {
        for mention in all(in: result) {
            let row = try connection.first(
                """
                SELECT operations, hash FROM mask
                WHERE id = \(mention.mask) AND organization_id = \(organization)
                """
            )
            guard let row else {
                throw Refusal.invalid(.init("result", "There is no mask \(mention.mask)."))
            }
            let isEnd = row.int("operations") == mention.operations && row.string("hash") == mention.hash
            let wasEnd =
                try isEnd
                || connection.first(
                    """
                    SELECT 1 FROM mask_operation
                    WHERE mask_id = \(mention.mask) AND number = \(mention.operations) AND hash = \(mention.hash)
                    """
                ) != nil
            guard wasEnd else {
                throw Refusal(
                    .conflict,
                    """
                    The mask \(mention.mask) is stored with \(row.int("operations")) operations and the hash \
                    \(row.string("hash")); the result speaks of \(mention.operations) operations and \
                    \(mention.hash.filter(\.isHexDigit).prefix(16)). Save the mask first.
                    """,
                    current: """
                        {"mask":"\(mention.mask)","operations":\(row.int("operations")),"hash":"\(row.string("hash"))"}
                        """
                )
            }
            try use(mention.mask, on: task, in: connection)
        }
    }

    /// Notes that imported work shows masks that are here already.
    static func note(
        _ result: String, on task: Int, of organization: Int, in connection: any SQLConnection
    ) throws {
        for mention in all(in: result) {
            let isKnown = try connection.first(
                "SELECT 1 FROM mask WHERE id = \(mention.mask) AND organization_id = \(organization)"
            )
            if isKnown != nil { try use(mention.mask, on: task, in: connection) }
        }
    }

    private static func use(_ mask: String, on task: Int, in connection: any SQLConnection) throws {
        try connection.execute(
            """
            INSERT INTO mask_use (task_id, mask_id) VALUES (\(task), \(mask))
            ON CONFLICT (task_id, mask_id) DO NOTHING
            """
        )
    }
}

extension String {
    /// Whether an ASCII text stands in it, found at the speed of memory.
    func mentions(_ needle: StaticString) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            needle.withUTF8Buffer { needle in
                guard let start = bytes.baseAddress, let wanted = needle.baseAddress, needle.count > 0 else {
                    return false
                }
                var at = 0
                while bytes.count - at >= needle.count {
                    let rest = bytes.count - at - needle.count + 1
                    guard let found = memchr(start + at, Int32(wanted[0]), rest) else { return false }
                    at = UnsafeRawPointer(found) - UnsafeRawPointer(start)
                    if memcmp(start + at, wanted, needle.count) == 0 { return true }
                    at += 1
                }
                return false
            }
        }
    }
}
