package import JSON
package import Storage

/// A mask as it is stored: whose it is and how far its log goes. What it shows is what its operations make.
package struct MaskLog: Sendable, Equatable {
    /// Chosen by the client.
    package let id: String
    package let organization: Int
    package let project: Int
    /// The task it was begun on.
    package let task: Int
    package let series: Int
    /// The name of the object in the interface that it is painted on.
    package let object: String
    /// The state it began from; nil for an empty one.
    package let base: BlobID?
    package let operations: Int
    /// The hash of the labels after all operations, as ``PixelEngine`` computes it.
    package let hash: String
    /// So many operations were replayed here and came out as the client said.
    package let verified: Int
    package let createdBy: Int
    package let createdAt: Int
    package let updatedAt: Int

    static let selection = """
        mask.id, mask.organization_id, mask.project_id, mask.task_id, mask.series_id, mask.object, mask.base,
        mask.operations, mask.hash, mask.verified, mask.created_by, mask.created_at, mask.updated_at
        """

    init(_ cells: inout Cells) {
        id = cells.text()
        organization = cells.int()
        project = cells.int()
        task = cells.int()
        series = cells.int()
        object = cells.text()
        base = cells.optionalText().flatMap { BlobID(hex: $0) }
        operations = cells.int()
        hash = cells.text()
        verified = cells.int()
        createdBy = cells.int()
        createdAt = cells.int()
        updatedAt = cells.int()
    }

    /// The mask if the member may see a task that shows it.
    static func find(
        _ id: String, for member: Member, in connection: any SQLConnection, lock: Bool = false
    ) throws -> MaskLog {
        let lock = lock && connection.dialect == .postgres ? "FOR UPDATE OF mask" : ""
        let row = try connection.first(
            """
            SELECT \(raw: selection) FROM mask
            WHERE mask.id = \(id) AND mask.organization_id = \(member.organization) \(raw: lock)
            """
        )
        guard let row else { throw Refusal.missing("mask") }
        var cells = Cells(row)
        return MaskLog(&cells)
    }

    /// The records from one operation to another, both included, in order.
    static func records(
        of id: String, _ range: ClosedRange<Int>, in connection: any SQLConnection
    ) throws -> [[Int32]] {
        var records: [[Int32]] = []
        try connection.forEach(
            """
            SELECT record FROM mask_operation
            WHERE mask_id = \(id) AND number >= \(range.lowerBound) AND number <= \(range.upperBound) ORDER BY number
            """
        ) { row in records.append(words(row.optionalBlob("record") ?? [])) }
        return records
    }

    /// Little-endian words of 32 bits.
    package static func words(_ bytes: [UInt8]) -> [Int32] {
        stride(from: 0, to: bytes.count / 4 * 4, by: 4).map { at in
            Int32(
                bitPattern: UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
                    | UInt32(bytes[at + 3]) << 24
            )
        }
    }

    static func bytes(_ words: some Sequence<UInt32>) -> [UInt8] {
        var bytes: [UInt8] = []
        for word in words {
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }

    static func bytes(_ record: [Int32]) -> [UInt8] { bytes(record.lazy.map { UInt32(bitPattern: $0) }) }

    /// Sixteen hexadecimal digits, highest first.
    static func text(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension JSONWriter {
    package mutating func mask(_ mask: MaskLog) {
        object { writer in
            writer.member("id", mask.id)
            writer.member("series", mask.series)
            writer.member("task", mask.task)
            writer.member("object", mask.object)
            writer.member("operations", mask.operations)
            writer.member("hash", mask.hash)
            writer.member("verified", mask.verified)
            writer.member("base", mask.base?.hex)
            writer.member("created_by", mask.createdBy)
            writer.member("created_at", ISOTime.text(mask.createdAt))
            writer.member("updated_at", ISOTime.text(mask.updatedAt))
        }
    }
}
