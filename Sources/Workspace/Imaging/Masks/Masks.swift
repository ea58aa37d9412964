import Imaging
import JSON
import PixelEngine
import Storage

/// Keeping the masks that people paint: logs of operations, replayed here with the engine that painted them.
package struct Masks: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// A mask as a client begins it.
    package struct New: Sendable {
        /// A UUID of the client's, so that sending it again does no harm.
        package var id: String
        /// The number of the series, or its UID.
        package var series: String
        package var task: Int
        package var object: String
        /// A state of another mask of the series to begin from.
        package var base: String?

        package init(id: String, series: String, task: Int, object: String, base: String? = nil) {
            self.id = id
            self.series = series
            self.task = task
            self.object = object
            self.base = base
        }
    }

    /// More records at once are refused.
    package static let mostRecords = 20_000
    /// A state is written down after so many operations.
    static let stateInterval = 64

    /// Begins a mask; `isNew` is false where the same person sent it before.
    package func create(_ new: New, by member: Member) async throws -> (mask: MaskLog, isNew: Bool) {
        try member.require(.annotate)
        let id = new.id.lowercased()
        guard id.utf8.count == 36,
            id.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || Character(UnicodeScalar($0)).isHexDigit })
        else { throw Refusal.invalid(.init("id", "Expected a UUID.")) }
        let now = work.clock.now()
        let base = try new.base.map { text in
            guard let blob = BlobID(hex: text) else {
                throw Refusal.invalid(.init("base", "Expected the hash of a state."))
            }
            return blob
        }
        var baseHash: String?
        if let base { baseHash = try await self.baseHash(base, new, for: member) }
        let beginsAt = baseHash
        return try await work.database.write { connection in
            let task = try TaskScope(new.task, for: member, in: connection)
            let series = try Self.series(new.series, of: task.id, for: member, in: connection)
            guard let header = try? JSONValue(parsing: series.header), let grid = MaskGrid.grid(of: header),
                let editor = MaskEditor(grid: grid)
            else { throw Refusal.invalid(.init("series", "Nothing can be painted on this series.")) }
            if let known = try? MaskLog.find(id, for: member, in: connection) {
                guard known.series == series.id, known.createdBy == member.id else {
                    throw Refusal(.conflict, "Another mask has this id.")
                }
                return (known, false)
            }
            let hash = beginsAt ?? MaskLog.text(editor.hash)
            try connection.execute(
                """
                INSERT INTO mask (id, organization_id, project_id, task_id, series_id, object, base, operations, hash,
                    verified, created_by, created_at, updated_at)
                VALUES (\(id), \(member.organization), \(task.project), \(task.id), \(series.id), \(new.object),
                    \(base?.hex), 0, \(hash), 0, \(member.id), \(now), \(now))
                """
            )
            try connection.execute("INSERT INTO mask_use (task_id, mask_id) VALUES (\(task.id), \(id))")
            try EventLog.append(
                Event("mask.create", .mask, project: task.project, after: EventLog.hash(id + hash)), by: member,
                at: now,
                in: connection
            )
            return (try MaskLog.find(id, for: member, in: connection), true)
        }
    }

    /// The hash of the labels in a state that a mask is to begin from.
    private func baseHash(_ blob: BlobID, _ new: New, for member: Member) async throws -> String {
        let row = try await work.database.read { connection in
            let series = try Self.series(new.series, of: new.task, for: member, in: connection)
            return try connection.first(
                """
                SELECT mask_state.hash FROM mask_state JOIN mask ON mask.id = mask_state.mask_id
                WHERE mask_state.blob = \(blob.hex) AND mask.organization_id = \(member.organization)
                    AND mask.series_id = \(series.id)
                """
            )
        }
        guard let row else {
            throw Refusal.invalid(.init("base", "No mask of this series has such a state."))
        }
        return row.string("hash")
    }

    /// The series by its number or its UID; a UID means the one that the task shows.
    private static func series(
        _ name: String, of task: Int, for member: Member, in connection: any SQLConnection
    ) throws -> SeriesRecord {
        if let id = Int(name) { return try SeriesAccess.find(id, for: member, in: connection) }
        let id = try connection.optionalInteger(
            """
            SELECT imaging_series.id FROM imaging_series
            LEFT JOIN imaging_use ON imaging_use.series_id = imaging_series.id AND imaging_use.task_id = \(task)
            WHERE imaging_series.uid = \(name) AND imaging_series.organization_id = \(member.organization)
            ORDER BY CASE WHEN imaging_use.task_id IS NULL THEN 1 ELSE 0 END, imaging_series.version DESC LIMIT 1
            """
        )
        guard let id else { throw Refusal.missing("series") }
        return try SeriesAccess.find(id, for: member, in: connection)
    }

    package func mask(_ id: String, for member: Member) async throws -> MaskLog {
        try await work.database.read { try MaskLog.find(id.lowercased(), for: member, in: $0) }
    }

    // MARK: Adding to the log

    /// Adds records to a mask, if nobody else did meanwhile and their replay comes to the hash that the client has.
    package func append(
        _ records: [[Int32]], to id: String, after: Int, hash: String, by member: Member
    ) async throws -> MaskLog {
        try member.require(.annotate)
        guard !records.isEmpty, records.count <= Self.mostRecords else {
            throw Refusal.invalid(.init("records", "Send between 1 and \(Self.mostRecords) records."))
        }
        let (mask, header) = try await work.database.read { connection in
            let mask = try MaskLog.find(id.lowercased(), for: member, in: connection)
            return (mask, try Self.header(of: mask, in: connection))
        }
        try Self.check(after, mask)
        guard let replay = try replay(of: mask, header) else {
            // Too large to be replayed here: kept as it is, and known as not verified.
            return try await store(records, mask, after, hash, verified: mask.verified, by: member)
        }
        await replay.enter()
        do {
            try await catchUp(replay, mask, header)
            try await apply(records, to: replay, mask)
            let found = await replay.hash
            guard found == hash.lowercased() else { throw Refusal.maskDiffers(found: found, sent: hash) }
            let stored = try await store(
                records, mask, after, found, verified: after + records.count, by: member
            )
            await replay.leave()
            if stored.operations / Self.stateInterval != after / Self.stateInterval {
                // Nobody waits for it: a state that was not written is made from the log when it is asked for.
                Task(priority: .utility) { try? await keepState(of: stored) }
            }
            return stored
        } catch {
            work.imaging?.masks.forget(mask.id)
            await replay.leave()
            throw error
        }
    }

    private func apply(_ records: [[Int32]], to replay: MaskReplay, _ mask: MaskLog) async throws {
        do {
            try await replay.apply(records)
        } catch let bad as MaskReplay.BadRecord where bad.failure == .nothingToUndo {
            // The step may lie before the state this replay began from: begin at the beginning.
            try await begin(replay, mask, from: nil)
            try await replayLog(replay, mask, to: mask.operations)
            do { try await replay.apply(records) } catch let bad as MaskReplay.BadRecord { throw Refusal(bad) }
        } catch let bad as MaskReplay.BadRecord {
            throw Refusal(bad)
        }
    }

    private static func check(_ after: Int, _ mask: MaskLog) throws {
        guard after == mask.operations else {
            throw Refusal(
                .conflict,
                "The mask has \(mask.operations) operations, not \(after): somebody else added to it, or an answer was lost.",
                current: #"{"operations":\#(mask.operations),"hash":"\#(mask.hash)"}"#
            )
        }
    }

    private func store(
        _ records: [[Int32]], _ mask: MaskLog, _ after: Int, _ hash: String, verified: Int, by member: Member
    ) async throws -> MaskLog {
        let now = work.clock.now()
        guard hash.utf8.count == 16, hash.allSatisfy(\.isHexDigit) else {
            throw Refusal.invalid(.init("hash", "Expected sixteen hexadecimal digits."))
        }
        let hash = hash.lowercased()
        return try await work.database.write { connection in
            let current = try MaskLog.find(mask.id, for: member, in: connection, lock: true)
            try Self.check(after, current)
            let rows = records.enumerated().map { index, record -> [SQLValue] in
                [
                    mask.id.sqlValue, (after + index + 1).sqlValue, .blob(MaskLog.bytes(record)),
                    index == records.count - 1 ? hash.sqlValue : .null, member.id.sqlValue, now.sqlValue,
                ]
            }
            try connection.copyIn(
                "mask_operation", columns: ["mask_id", "number", "record", "hash", "made_by", "made_at"], rows: rows
            )
            try connection.execute(
                """
                UPDATE mask SET operations = \(after + records.count), hash = \(hash), verified = \(verified),
                    updated_at = \(now) WHERE id = \(mask.id)
                """
            )
            try EventLog.append(
                Event(
                    "mask.append", .mask, project: mask.project, count: records.count,
                    before: EventLog.hash(mask.id + current.hash), after: EventLog.hash(mask.id + hash)
                ),
                by: member, at: now, in: connection
            )
            return try MaskLog.find(mask.id, for: member, in: connection)
        }
    }
}

extension Refusal {
    fileprivate init(_ bad: MaskReplay.BadRecord) {
        let reason =
            switch bad.failure {
            case .malformed: "it is malformed"
            case .unknownVersion: "its version is not known here"
            case .unknownKind: "its kind is not known here"
            case .outOfRange: "a number in it is out of range"
            case .needsIntensities: "it depends on stored values that this series does not have"
            case .nothingToUndo: "there is no step to take back"
            case .tooLarge: "it would take too much memory"
            case .locked: "its segment is locked"
            }
        self.init(.unprocessable, "Record \(bad.index + 1) cannot be applied: \(reason). Nothing was added.")
    }

    fileprivate static func maskDiffers(found: String, sent: String) -> Refusal {
        Refusal(
            .unprocessable, "The replay comes to \(found), the browser to \(sent). Nothing was added.",
            current: #"{"found":"\#(found)","sent":"\#(sent.filter(\.isHexDigit).prefix(16))"}"#
        )
    }
}
