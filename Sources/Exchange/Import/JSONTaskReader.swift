import JSON

/// Reads tasks from JSON: an array, one object, or objects one after another (one a line, or just in a row).
///
/// The file is read in place: a task is parsed as soon as it seems to be complete, and again when more bytes came if it
/// was not. Each try waits until twice as many bytes are there, so that the work stays linear however large a task is
/// and however small the chunks are.
package struct JSONTaskReader: TaskReader {
    private enum Place { case start, inArray(afterComma: Bool), inRow, done }

    private let options: ImportOptions
    private var place = Place.start
    /// What is not read yet.
    private var bytes: [UInt8] = []
    /// How many bytes must be there before the next try.
    private var threshold = 1
    /// The line `bytes` begins in, one-based, and how many bytes of that line went before.
    private var firstLine = 1
    private var firstColumn = 0
    private var count = 0

    package init(_ options: ImportOptions = ImportOptions()) { self.options = options }

    package mutating func feed(_ chunk: [UInt8]) throws(ImportError) -> [ImportedTask] {
        if bytes.isEmpty { bytes = chunk } else { bytes.append(contentsOf: chunk) }
        guard bytes.count >= threshold else { return [] }
        return try readTasks(isLast: false)
    }

    package mutating func finish() throws(ImportError) -> [ImportedTask] {
        let tasks = try readTasks(isLast: true)
        switch place {
        case .start: throw error(.empty, at: bytes.count)
        case .inArray: throw error(.json(.unexpectedEnd), at: bytes.count)
        case .inRow, .done: break
        }
        guard count > 0 else { throw error(.empty, at: bytes.count, record: nil) }
        return tasks
    }

    private mutating func readTasks(isLast: Bool) throws(ImportError) -> [ImportedTask] {
        var tasks: [ImportedTask] = []
        // What is read so far, and how far its lines have been counted.
        var read = 0
        var counted = 0
        var line = firstLine
        scan: while true {
            skipSpace(&read)
            guard read < bytes.count else { break }
            let byte = bytes[read]
            switch place {
            case .start:
                if byte == 0xEF {
                    // A byte order mark.
                    guard bytes.count - read >= 3 || isLast else { break scan }
                    guard bytes[read...].starts(with: [0xEF, 0xBB, 0xBF]) else {
                        throw error(.notUTF8(byte: byte), at: read)
                    }
                    read += 3
                } else if byte == UInt8(ascii: "[") {
                    place = .inArray(afterComma: true)
                    read += 1
                } else {
                    place = .inRow
                }
                continue
            case .inArray(afterComma: false):
                if byte == UInt8(ascii: ",") {
                    place = .inArray(afterComma: true)
                } else if byte == UInt8(ascii: "]") {
                    place = .done
                } else {
                    throw error(.json(.unexpectedByte(byte)), at: read, record: count)
                }
                read += 1
                continue
            case .inArray(afterComma: true) where byte == UInt8(ascii: "]") && count == 0:
                place = .done
                read += 1
                continue
            case .done: throw error(.json(.trailingBytes), at: read, record: nil)
            case .inArray, .inRow: break
            }

            guard byte == UInt8(ascii: "{") else { throw unexpected(byte, at: read) }
            guard count < options.limits.tasks else {
                throw error(.tooLarge("the number of tasks", limit: options.limits.tasks), at: read)
            }
            guard let members = try readMembers(at: read, isLast: isLast) else { break scan }
            line += lines(counted..<read)
            counted = read
            do {
                var task = try TaskShape(members, options).task()
                count += 1
                task.record = count
                task.line = line
                tasks.append(task)
            } catch {
                throw self.error(error.reason, at: error.offset)
            }
            read = members.end
            if case .inArray = place { place = .inArray(afterComma: false) }
        }
        drop(read)
        return tasks
    }

    /// The members of the object at an offset; nil if it is not complete yet.
    private func readMembers(at offset: Int, isLast: Bool) throws(ImportError) -> JSONMembers? {
        let limit = options.limits.taskBytes
        do {
            let members = try JSONMembers(of: bytes, at: offset)
            guard members.end - offset <= limit else { throw error(.tooLarge("the task", limit: limit), at: offset) }
            return members
        } catch let error as JSONError {
            guard error.reason == .unexpectedEnd, !isLast else {
                throw self.error(.json(error.reason), at: error.offset)
            }
            guard bytes.count - offset <= limit else {
                throw self.error(.tooLarge("the task", limit: limit), at: offset)
            }
            return nil
        } catch {
            throw error as? ImportError ?? self.error(.json(.unexpectedEnd), at: offset)
        }
    }

    /// Forgets what was read and sets the mark for the next try.
    private mutating func drop(_ read: Int) {
        firstLine += lines(0..<read)
        if let newline = bytes[..<read].lastIndex(of: 0x0A) {
            firstColumn = read - newline - 1
        } else {
            firstColumn += read
        }
        bytes.removeFirst(read)
        threshold = max(1, bytes.count * 2)
    }

    private func lines(_ range: Range<Int>) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var count = 0
            // Branchless, so that it becomes vector code.
            for index in range { count &+= buffer[index] == 0x0A ? 1 : 0 }
            return count
        }
    }

    private func skipSpace(_ index: inout Int) {
        while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
    }

    private func unexpected(_ byte: UInt8, at offset: Int) -> ImportError {
        switch byte {
        case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"):
            error(.json(.unexpectedByte(byte)), at: offset)
        default: error(.expected("an object", path: ""), at: offset)
        }
    }

    private func error(_ reason: ImportError.Reason, at offset: Int, record: Int? = -1) -> ImportError {
        // Lines before `offset` are counted from the beginning of `bytes`; this runs once, for the message.
        let before = bytes[..<min(offset, bytes.count)]
        let newline = before.lastIndex(of: 0x0A)
        return ImportError(
            file: options.fileName,
            record: record == -1 ? count + 1 : record,
            line: firstLine + before.count { $0 == 0x0A },
            column: newline.map { before.endIndex - $0 } ?? firstColumn + before.count + 1,
            reason: reason
        )
    }
}
