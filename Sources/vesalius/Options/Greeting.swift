import Foundation
import Server

/// What `serve` tells the person who started it, on standard output.
enum Greeting {
    static func print(_ notice: FirstStart.Notice, address: String) {
        var lines = ["Vesalius \(Version.current) serves \(address)"]
        switch notice {
        case .none: break
        case .named(let email): lines.append("The owner \(email) was made.")
        case .generated(let email, let password):
            lines += [
                "", "An owner was made for you. This is shown once:", "", "    e-mail    \(email)",
                "    password  \(password)", "",
            ]
        case .code(let code):
            lines += ["", "Open \(address)/setup and enter this code to become the owner:", "", "    \(code)", ""]
        }
        // Not `print`: into a pipe that would stand in a buffer until the end.
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
