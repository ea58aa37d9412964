import Compression
import Imaging
import JSON
import PixelEngine
import Storage

extension Masks {
    /// The labels of a mask after some of its operations, as gzipped runs: how many layers, then for each how many run
    /// words and the words.
    package func state(_ id: String, at wanted: Int?, for member: Member) async throws -> (bytes: [UInt8], tag: String)
    {
        let mask = try await work.database.read { try MaskLog.find(id.lowercased(), for: member, in: $0) }
        let at = wanted ?? mask.operations
        guard at >= 0, at <= mask.operations else {
            throw Refusal.invalid(.init("at", "The mask has \(mask.operations) operations."))
        }
        let tag = "\"\(mask.id)-\(at)\""
        if let kept = try await keptState(of: mask, at: at) { return (kept, tag) }
        return (Gzip.packed(MaskLog.bytes(try await words(of: mask, at: at))), tag)
    }

    /// The run words of a mask's state, for exports.
    func words(of mask: MaskLog, at: Int) async throws -> [UInt32] {
        if let kept = try await keptState(of: mask, at: at) { return try Self.words(gzip: kept) }
        let header = try await work.database.read { try Self.header(of: mask, in: $0) }
        if at == mask.operations {
            guard let replay = try replay(of: mask, header) else { throw Refusal.maskTooLarge(work.imaging) }
            await replay.enter()
            do {
                try await catchUp(replay, mask, header)
                let words = await replay.state
                await replay.leave()
                return words
            } catch {
                work.imaging?.masks.forget(mask.id)
                await replay.leave()
                throw error
            }
        }
        // An older state is looked at rarely: it is made beside the one at hand.
        guard let replay = try fresh(mask, header) else { throw Refusal.maskTooLarge(work.imaging) }
        try await rebuild(replay, mask, to: at)
        return await replay.state
    }

    /// Writes the state at the log's end down, so that nobody need replay up to there again.
    func keepState(of mask: MaskLog) async throws {
        guard mask.operations > 0 else { return }
        let known = try await work.database.read { connection in
            try connection.first(
                "SELECT 1 FROM mask_state WHERE mask_id = \(mask.id) AND operations = \(mask.operations)"
            ) != nil
        }
        guard !known else { return }
        let words = try await words(of: mask, at: mask.operations)
        await work.blobGate.enter()
        defer { work.blobGate.leave() }
        let blob = try await work.blobs.put(Gzip.packed(MaskLog.bytes(words)))
        try await work.database.write { connection in
            guard try connection.first("SELECT 1 FROM mask WHERE id = \(mask.id)") != nil else { return }
            try connection.execute(
                """
                INSERT INTO mask_state (mask_id, operations, hash, blob)
                VALUES (\(mask.id), \(mask.operations), \(mask.hash), \(blob.id.hex))
                ON CONFLICT (mask_id, operations) DO NOTHING
                """
            )
        }
    }

    /// Writes down the states that a submitted annotation names.
    func keepStates(named ids: [String], for member: Member) async {
        for id in ids {
            guard let mask = try? await mask(id, for: member) else { continue }
            try? await keepState(of: mask)
        }
    }

    private func keptState(of mask: MaskLog, at: Int) async throws -> [UInt8]? {
        let row = try await work.database.read { connection in
            try connection.first("SELECT blob FROM mask_state WHERE mask_id = \(mask.id) AND operations = \(at)")
        }
        if let id = row.flatMap({ BlobID(hex: $0.string("blob")) }) { return try? await work.blobs.bytes(of: id) }
        if at == 0, let base = mask.base { return try? await work.blobs.bytes(of: base) }
        return nil
    }

    // MARK: Replaying

    static func header(of mask: MaskLog, in connection: any SQLConnection) throws -> JSONValue {
        let text = try connection.first("SELECT header FROM imaging_series WHERE id = \(mask.series)")?.string("header")
        return (try? JSONValue(parsing: text ?? "")) ?? .null
    }

    /// The replay at hand, or one to be filled; nil where the volume is larger than memory allows.
    func replay(of mask: MaskLog, _ header: JSONValue) throws -> MaskReplay? {
        let room = try work.readingRoom()
        if let known = room.masks.replay(mask.id) { return known }
        return try fresh(mask, header).map { room.masks.keep($0, as: mask.id) }
    }

    private func fresh(_ mask: MaskLog, _ header: JSONValue) throws -> MaskReplay? {
        let room = try work.readingRoom()
        guard let grid = MaskGrid.grid(of: header), room.masks.holds(grid.count) else { return nil }
        let series = mask.series
        return MaskReplay(grid: grid) { [work] in try await FrameVolume(work).load(series, header, grid) }
    }

    /// Brings a replay to the end of the stored log.
    func catchUp(_ replay: MaskReplay, _ mask: MaskLog, _ header: JSONValue) async throws {
        let at = await replay.operations
        if at == mask.operations, at > 0 { return }
        if at == 0 || at > mask.operations {
            try await rebuild(replay, mask, to: mask.operations)
        } else {
            // Another process added to it.
            do {
                try await replayLog(replay, mask, to: mask.operations)
            } catch is MaskReplay.BadRecord {
                try await rebuild(replay, mask, to: mask.operations)
            }
        }
        guard mask.verified == mask.operations, await replay.hash != mask.hash else { return }
        try await begin(replay, mask, from: nil)
        try await replayLog(replay, mask, to: mask.operations)
        guard await replay.hash == mask.hash else {
            throw Refusal(.failed, "The log of this mask does not come to its stored hash any more.")
        }
    }

    /// Replays from the last state that carries that far: an undo may reach back behind a state.
    func rebuild(_ replay: MaskReplay, _ mask: MaskLog, to end: Int) async throws {
        let states = try await work.database.read { connection in
            try connection.query(
                """
                SELECT operations, blob FROM mask_state
                WHERE mask_id = \(mask.id) AND operations <= \(end) ORDER BY operations DESC LIMIT 4
                """
            ).compactMap { row in BlobID(hex: row.string("blob")).map { (row.int("operations"), $0) } }
        }
        for state in states {
            do {
                try await begin(replay, mask, from: state)
                try await replayLog(replay, mask, to: end)
                return
            } catch is MaskReplay.BadRecord {
                continue
            } catch is BlobError {
                continue
            }
        }
        try await begin(replay, mask, from: nil)
        do {
            try await replayLog(replay, mask, to: end)
        } catch let bad as MaskReplay.BadRecord {
            throw Refusal(.failed, "Operation \(bad.index + 1) of this mask cannot be replayed any more.")
        }
    }

    /// Sets a replay to a stored state, or to where the mask began.
    func begin(_ replay: MaskReplay, _ mask: MaskLog, from state: (operations: Int, blob: BlobID)?) async throws {
        let blob = state?.blob ?? mask.base
        guard let blob else { return try await replay.clear() }
        let words = try Self.words(gzip: try await work.blobs.bytes(of: blob))
        do {
            try await replay.restore(words, operations: state?.operations ?? 0)
        } catch {
            throw Refusal(.failed, "A stored state of this mask does not fit its series.")
        }
    }

    func replayLog(_ replay: MaskReplay, _ mask: MaskLog, to end: Int) async throws {
        var next = await replay.operations + 1
        while next <= end {
            let range = next...min(end, next + 499)
            let records = try await work.database.read { try MaskLog.records(of: mask.id, range, in: $0) }
            guard records.count == range.count else {
                throw Refusal(.failed, "Operations are missing from the log of this mask.")
            }
            try await replay.apply(records)
            next = range.upperBound + 1
        }
    }

    private static func words(gzip bytes: [UInt8]) throws -> [UInt32] {
        do {
            return MaskLog.words(try Gzip.unpacked(bytes, limit: 1 << 31)).map { UInt32(bitPattern: $0) }
        } catch {
            throw Refusal(.failed, "A stored state of this mask is damaged.")
        }
    }
}

extension Refusal {
    static func maskTooLarge(_ room: ReadingRoom?) -> Refusal {
        let megabytes = (room?.masks.memory ?? 0) >> 20
        return Refusal(
            .tooLarge, "The volume is larger than this server replays (\(megabytes) MB, setting mask-memory)."
        )
    }
}
