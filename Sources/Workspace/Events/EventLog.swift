internal import Crypto
package import Storage

/// The log of all acts: a chain in which each event carries the hash of the one before it.
///
/// An event is appended in the transaction of the act itself, so there is no act without its event and no event
/// without its act. Append it last: on PostgreSQL the head of the chain is a row that concurrent acts wait for.
package enum EventLog {
    /// Appends an act of a person.
    package static func append(
        _ event: Event, by member: Member, at now: Int, in connection: any SQLConnection
    ) throws {
        try append(
            event, actor: member.id, organization: member.organization, origin: member.origin, at: now, in: connection
        )
    }

    /// Appends an act, be it of nobody (a sign-in that failed, the program itself).
    package static func append(
        _ event: Event, actor: Int?, organization: Int?, origin: Origin, at now: Int,
        in connection: any SQLConnection
    ) throws {
        guard
            let head = try connection.first("UPDATE event_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash")
        else { throw StorageError.failed(code: "event_head", message: "the head of the event log is missing") }
        let entry = Entry(
            seq: head.int("seq"), at: now, organization: organization, actor: actor, origin: origin, event: event,
            prev: head.string("hash")
        )
        let hash = entry.hash
        try connection.execute(
            """
            INSERT INTO event (seq, at, organization_id, project_id, actor_id, proof, address, request_id, action,
                target, target_id, count, before_hash, after_hash, prev, hash)
            VALUES (\(entry.seq), \(now), \(organization), \(event.project), \(actor), \(origin.proof.rawValue),
                \(origin.address), \(origin.requestID), \(event.action), \(event.target.rawValue), \(event.targetID),
                \(event.count), \(event.before), \(event.after), \(entry.prev), \(hash))
            """
        )
        try connection.execute("UPDATE event_head SET hash = \(hash) WHERE id = 1")
    }

    /// Walks the chain and answers the number of the first event that does not follow from the one before, or nil.
    package static func firstBreak(in connection: any SQLConnection) throws -> Int? {
        var prev = ""
        var seq = 0
        var broken: Int?
        try connection.forEach("SELECT * FROM event ORDER BY seq") { row in
            guard broken == nil else { return }
            seq += 1
            let entry = Entry(row)
            if entry.seq != seq || entry.prev != prev || entry.hash != row.string("hash") { broken = seq }
            prev = row.string("hash")
        }
        if let broken { return broken }
        let head = try connection.first("SELECT seq, hash FROM event_head")
        return head?.int("seq") == seq && head?.string("hash") == prev ? nil : seq + 1
    }

    /// SHA-256 of a text, in hexadecimal.
    package static func hash(_ text: String) -> String { hash(Array(text.utf8)) }

    static func hash(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in SHA256.hash(data: bytes) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// An event at its place in the chain.
    private struct Entry {
        var seq: Int
        var at: Int
        var organization: Int?
        var actor: Int?
        var proof: String
        var address: String?
        var requestID: String?
        var action: String
        var target: String
        var targetID: Int?
        var project: Int?
        var count: Int
        var before: String?
        var after: String?
        var prev: String

        init(seq: Int, at: Int, organization: Int?, actor: Int?, origin: Origin, event: Event, prev: String) {
            self.seq = seq
            self.at = at
            self.organization = organization
            self.actor = actor
            proof = origin.proof.rawValue
            address = origin.address
            requestID = origin.requestID
            action = event.action
            target = event.target.rawValue
            targetID = event.targetID
            project = event.project
            count = event.count
            before = event.before
            after = event.after
            self.prev = prev
        }

        init(_ row: SQLRow) {
            seq = row.int("seq")
            at = row.int("at")
            organization = row.optionalInt("organization_id")
            actor = row.optionalInt("actor_id")
            proof = row.string("proof")
            address = row.optionalString("address")
            requestID = row.optionalString("request_id")
            action = row.string("action")
            target = row.string("target")
            targetID = row.optionalInt("target_id")
            project = row.optionalInt("project_id")
            count = row.int("count")
            before = row.optionalString("before_hash")
            after = row.optionalString("after_hash")
            prev = row.string("prev")
        }

        /// SHA-256 over the fields in a fixed order, each with its length before it so that no two entries look alike.
        var hash: String {
            let fields: [String?] = [
                prev, String(seq), String(at), organization.map(String.init), project.map(String.init),
                actor.map(String.init), proof, address, requestID, action, target, targetID.map(String.init),
                String(count), before, after,
            ]
            var bytes: [UInt8] = []
            bytes.reserveCapacity(384)
            for field in fields {
                guard let field else {
                    bytes.append(UInt8(ascii: "-"))
                    continue
                }
                bytes.append(contentsOf: String(field.utf8.count).utf8)
                bytes.append(UInt8(ascii: ":"))
                bytes.append(contentsOf: field.utf8)
            }
            return EventLog.hash(bytes)
        }
    }
}
