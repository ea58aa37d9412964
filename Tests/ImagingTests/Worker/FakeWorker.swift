import Foundation

/// Programs that speak, or do not speak, like a worker: written into a folder of the test's own.
final class FakeWorker: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "vesalius-fake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A shell script that greets and then runs `body`, in which `$request` is the text of each request and `$count` its number.
    func script(_ body: String) throws -> String {
        let path = folder.appending(path: "worker-\(UUID().uuidString)")
        let text = """
            #!/bin/bash
            echo VXDECODE1
            answer() { # status, text of the head, text of the body
                local total=$((${#2} + ${#3}))
                printf "$(printf '\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x' \
                    $((total & 255)) $((total >> 8 & 255)) $((total >> 16 & 255)) 0 "$1" \
                    $((${#2} & 255)) $((${#2} >> 8 & 255)) $((${#2} >> 16 & 255)) 0)"
                printf '%s%s' "$2" "$3"
            }
            count=0
            while true; do
                length=$(dd bs=1 count=4 2>/dev/null | od -An -tu4 | tr -d ' ')
                [ -z "$length" ] && exit 0
                request=$(dd bs=1 count="$length" 2>/dev/null)
                count=$((count + 1))
                \(body)
            done
            """
        try text.write(to: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
        return path.path
    }

    /// A script that is no worker.
    func plain(_ text: String) throws -> String {
        let path = folder.appending(path: "plain-\(UUID().uuidString)")
        try "#!/bin/bash\n\(text)\n".write(to: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
        return path.path
    }
}
