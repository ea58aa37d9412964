#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a file, mapped or owned, shared by everything that was read from it. Every access is checked.
///
/// `@unchecked Sendable`: nothing can write through it after `init`, and the memory lives as long as the object.
package final class DICOMBytes: @unchecked Sendable {
    private let memory: UnsafeRawBufferPointer
    private let isMapped: Bool

    package init(_ bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        copy.copyBytes(from: bytes)
        memory = UnsafeRawBufferPointer(copy)
        isMapped = false
    }

    /// Maps a file, so that only what is looked at is read from the disk. The file must not shrink while it is mapped:
    /// stored files never change.
    package init(mapping path: String) throws(DICOMError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable("the file cannot be opened: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable("this is not a regular file")
        }
        guard status.st_size > 0 else {
            memory = UnsafeRawBufferPointer(start: nil, count: 0)
            isMapped = true
            return
        }
        guard let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), address != MAP_FAILED
        else {
            throw .unreadable("the file cannot be mapped: \(String(cString: strerror(errno)))")
        }
        memory = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
        isMapped = true
    }

    deinit {
        if !isMapped {
            memory.deallocate()
        } else if let address = memory.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: address), memory.count)
        }
    }

    package var count: Int { memory.count }

    @inline(__always)
    package subscript(offset: Int) -> UInt8 {
        precondition(UInt(bitPattern: offset) < UInt(bitPattern: memory.count), "an offset was not checked")
        return memory[offset]
    }

    /// A 16-bit number; the caller knows that its bytes are there.
    @inline(__always)
    package func number16(_ offset: Int, bigEndian: Bool) -> UInt16 {
        precondition(offset >= 0 && offset <= memory.count - 2, "an offset was not checked")
        let value = memory.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
        return bigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
    }

    /// A 32-bit number; the caller knows that its bytes are there.
    @inline(__always)
    package func number32(_ offset: Int, bigEndian: Bool) -> UInt32 {
        precondition(offset >= 0 && offset <= memory.count - 4, "an offset was not checked")
        let value = memory.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return bigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }

    /// A copy of the part of a range that exists.
    package func copy(_ range: Range<Int>) -> [UInt8] { Array(memory[range.clamped(to: 0..<memory.count)]) }

    /// Lends the part of a range that exists.
    package func withBytes<Result>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let part = range.clamped(to: 0..<memory.count)
        return try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(rebasing: memory[part])) }
    }
}
