import NIOCore
import NIOPosix

#if os(Linux)
    import Glibc
#else
    import Darwin
#endif

/// Asks the system for the addresses of a host.
struct HostResolver: Sendable {
    /// All addresses of a host as text; tests pass their own.
    let resolve: @Sendable (String) async throws -> [String]

    static let system = HostResolver { host in
        try await NIOThreadPool.singleton.runIfActive {
            var first: UnsafeMutablePointer<addrinfo>?
            guard getaddrinfo(host, nil, nil, &first) == 0 else { return [] }
            defer { freeaddrinfo(first) }
            var found: [String] = []
            var next = first
            while let entry = next {
                var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
                let failed = getnameinfo(
                    entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0,
                    NI_NUMERICHOST
                )
                let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if failed == 0, !found.contains(name) { found.append(name) }
                next = entry.pointee.ai_next
            }
            return found
        }
    }
}
