import Foundation
import Server

/// What `serve` tells the person who started it, on standard output.
enum Greeting {
    static func print(_ notice: FirstStart.Notice, address: String) {
        var lines = ["Vesalius \(Version.current) serves \(address)"] + owner(notice)
        if case .code(let code) = notice {
            lines += ["", "Open \(address)/setup and enter this code to become the owner:", "", "    \(code)", ""]
        }
        write(lines)
    }

    /// Tells of an owner whom another command made.
    static func tell(_ notice: FirstStart.Notice) { write(owner(notice)) }

    private static func owner(_ notice: FirstStart.Notice) -> [String] {
        switch notice {
        case .none, .code: []
        case .named(let email): ["The owner \(email) was made."]
        case .generated(let email, let password):
            [
                "", "An owner was made for you. This is shown once:", "", "    e-mail    \(email)",
                "    password  \(password)", "",
            ]
        }
    }

    private static func write(_ lines: [String]) {
        // Not `print`: into a pipe that would stand in a buffer until the end.
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
